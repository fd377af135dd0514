import { randomUUID } from 'node:crypto';
import { DEFAULT_BUS, type RuleModel } from '../template/local-model.ts';
import { ACCOUNT, REGION } from '../template/template.ts';
import { type AwsCall, AwsError, jsonAnswer } from './aws-call.ts';
import { type AwsService, unknownAction } from './aws-endpoint.ts';

export interface BusEvent {
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}

/** Puts one event on a bus: returns its id once every matching rule's queue has it. */
export type PutEvent = (event: BusEvent) => string;

/** A bus with the template's rules; a matching event is in the rules' queues before the put is answered. */
export function createBus(
  rules: readonly RuleModel[],
  send: (queueName: string, body: string) => void,
  clock: { now(): number },
): PutEvent {
  return (event) => {
    const id = randomUUID();
    const envelope = {
      version: '0',
      id,
      'detail-type': event.detailType,
      source: event.source,
      account: ACCOUNT,
      time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources: event.resources ?? [],
      detail: event.detail,
    };
    for (const rule of rules) {
      if (rule.busName !== event.busName || !rule.matches(envelope)) continue;
      for (const queue of rule.queues) send(queue.name, JSON.stringify(envelope));
    }
    return id;
  };
}

interface PutEventsEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
}

const MOST_ENTRIES = 10;
const MOST_BYTES = 1024 * 1024;

/** EventBridge's PutEvents. */
export function createEventsService(put: PutEvent, busNames: ReadonlySet<string>): AwsService {
  const putEntry = (entry: PutEventsEntry) => {
    const busName = entry.EventBusName?.split('/').at(-1) ?? DEFAULT_BUS;
    if (!busNames.has(busName))
      return refused('ResourceNotFoundException', `Event bus ${busName} does not exist.`);
    const { Source: source, DetailType: detailType, Detail: detail } = entry;
    if (!source || !detailType || !detail)
      return refused('InvalidArgument', 'Source, DetailType and Detail are needed.');
    try {
      return {
        EventId: put({
          busName,
          source,
          detailType,
          detail: JSON.parse(detail),
          resources: entry.Resources ?? [],
        }),
      };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return refused('MalformedDetail', 'Detail is malformed.');
    }
  };
  return async (call: AwsCall) => {
    if (call.action !== 'PutEvents') throw unknownAction(call);
    const entries = (call.parameters.Entries ?? []) as PutEventsEntry[];
    if (entries.length === 0 || entries.length > MOST_ENTRIES || call.body.length > MOST_BYTES) {
      throw new AwsError(
        'ValidationException',
        `PutEvents takes 1 to ${MOST_ENTRIES} entries of ${MOST_BYTES} bytes in all.`,
      );
    }
    const answers = entries.map(putEntry);
    return jsonAnswer({
      FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length,
      Entries: answers,
    });
  };
}

function refused(code: string, message: string) {
  return { ErrorCode: code, ErrorMessage: message };
}
