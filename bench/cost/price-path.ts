import { FUNCTION_SETTINGS } from '../../lib/constructs/function-settings.ts';
import { LAMBDA_LOG_BYTES } from '../../local/cost/log-bytes.ts';
import { priceParts, type Usage } from '../../local/cost/price-parts.ts';
import { ASSUMED, gigabyteSecondsOf, type TimeModel } from './lambda-time.ts';
import type { MeasuredPath } from './measure-events.ts';
import type { Invoked } from './measure-path.ts';

const MILLION = 1_000_000;

/** What is billed beside tables and functions. */
export interface Billed {
  /** API Gateway, with its log. */
  readonly withHttp: boolean;
  /** Log lines, ours and Lambda's. */
  readonly withLogs: boolean;
}

/** Dollars of a million events by what is billed. */
export function priceOfPath(
  path: MeasuredPath,
  { withHttp, withLogs }: Billed,
  model: TimeModel = ASSUMED,
): Readonly<Record<string, number>> {
  const { eventsAGuest, eventsARequest, guestsABatch } = path.shape;
  const requests = MILLION / eventsARequest;
  const batches = MILLION / (eventsAGuest * guestsABatch);
  const seconds = (name: 'collect' | 'resolve', invoked: Invoked) =>
    gigabyteSecondsOf(invoked, FUNCTION_SETTINGS[name].memoryMegabytes, model);
  const { collect, resolve } = path.work;
  const logBytes =
    requests * (collect.logBytes + LAMBDA_LOG_BYTES) + batches * (resolve.logBytes + LAMBDA_LOG_BYTES);
  const usage: Usage = {
    invocations: requests + batches,
    gigabyteSeconds: requests * seconds('collect', collect) + batches * seconds('resolve', resolve),
    writeUnits: path.writeUnits * MILLION,
    readUnits: path.readUnits * MILLION,
    busEntries: path.busEntries * MILLION,
    queueRequests: 0,
    httpRequests: withHttp ? requests : 0,
    objectWrites: 0,
    objectReads: 0,
    logBytes: withLogs ? logBytes : 0,
    messages: 0,
  };
  return Object.fromEntries(Object.entries(priceParts([usage])).filter(([, dollars]) => dollars > 0));
}
