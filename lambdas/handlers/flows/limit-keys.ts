import {
  isOver,
  learnTotal,
  type RequestWindow,
  secondsLeft,
  takeRequests,
} from '../../../domain/limit/request-window.ts';
import type { KeyUsageStore } from '../../adapters/key-usage-store.ts';
import type { ApiKey } from '../../contract/api-key.ts';
import { METRICS } from '../../contract/metrics.ts';
import { KEY_REQUESTS_PER_SECOND } from '../../contract/request-limits.ts';
import { describeError } from '../../runtime/describe-error.ts';
import type { KeyChecks } from '../../runtime/key-checks.ts';
import { logger } from '../../runtime/logger.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';

export interface LimitDependencies {
  readonly usage: Pick<KeyUsageStore, 'add' | 'noteLimited'>;
  readonly writeMetrics: WriteMetrics;
  readonly clock: () => number;
}

/**
 * Counts requests by key, in this copy of the function and, from time to time, in all of them together. Where the common
 * count is not to be had, requests pass: a guest's event is worth more than a limit; but that is counted.
 */
export function createKeyLimiter(dependencies: LimitDependencies): KeyChecks['limitKey'] {
  const windows = new Map<string, RequestWindow>();
  return async (key, count = 1) => {
    const now = dependencies.clock();
    const taken = takeRequests(limitOf(key), windows.get(key.keyId), now, count);
    windows.set(key.keyId, taken.window);
    if (taken.kind === 'passes') return undefined;
    if (taken.kind === 'report') await report(dependencies, windows, key, taken);
    const window = windows.get(key.keyId) ?? taken.window;
    return isOver(limitOf(key), window, count) ? secondsLeft(window, now) : undefined;
  };
}

/** How many requests a second a key may send. */
export function limitOf({ requestsPerSecond = KEY_REQUESTS_PER_SECOND }: ApiKey): number {
  return requestsPerSecond;
}

async function report(
  { usage, writeMetrics }: LimitDependencies,
  windows: Map<string, RequestWindow>,
  key: ApiKey,
  { requests, window: { startsAt } }: { readonly requests: number; readonly window: RequestWindow },
): Promise<void> {
  const { keyId } = key;
  try {
    const total = await usage.add(keyId, startsAt, requests);
    const window = windows.get(keyId);
    // Another request of this copy may have begun the next window meanwhile.
    if (window?.startsAt !== startsAt) return;
    const known = learnTotal(window, total);
    windows.set(keyId, known);
    if (isOver(limitOf(key), known)) await usage.noteLimited(keyId, { at: startsAt, requests: total });
  } catch (error) {
    logger.warn('the requests of a key could not be counted', { keyId, ...describeError(error) });
    writeMetrics({ values: { [METRICS.keyCountsLost]: 1 }, properties: { keyId } });
  }
}
