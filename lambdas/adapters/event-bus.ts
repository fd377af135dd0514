import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { BUS_SOURCE } from '../contract/detail-types.ts';
import { fromAwsError } from './aws-error.ts';
import { type Sleep, sleepByClock } from './sleep.ts';

/** What one PutEvents takes; a signal is far below the 256 KB that ten may have together. */
const ENTRIES_A_CALL = 10;
const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 50;

export interface EventBus {
  /**
   * Puts signals on the bus, in order; entries that the bus refuses within a call that succeeds are tried again.
   * @throws {UnavailableError} where some are not on the bus; the others may be: consumers drop repeats
   */
  publish(signals: readonly Signal[]): Promise<void>;
}

/** The bus on which signals and messages leave. */
export function createEventBus(options: {
  readonly client: EventBridgeClient;
  readonly busName: string;
  readonly sleep?: Sleep;
}): EventBus {
  const { sleep = sleepByClock } = options;

  const putOnce = async (signals: readonly Signal[]): Promise<Signal[]> => {
    const Entries = signals.map((signal) => ({
      EventBusName: options.busName,
      Source: BUS_SOURCE,
      DetailType: signal.type,
      Detail: JSON.stringify(signal),
    }));
    const answer = await options.client.send(new PutEventsCommand({ Entries })).catch((error: unknown) => {
      throw fromAwsError('put events on the bus', error);
    });
    if ((answer.FailedEntryCount ?? 0) === 0) return [];
    return signals.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined);
  };

  const putChunk = async (signals: readonly Signal[]): Promise<void> => {
    let left = signals;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      left = await putOnce(left);
      if (left.length === 0) return;
      await sleep(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
    }
    throw new UnavailableError(`the bus (${left.length} of ${signals.length} entries refused)`);
  };

  return {
    async publish(signals) {
      for (let at = 0; at < signals.length; at += ENTRIES_A_CALL)
        await putChunk(signals.slice(at, at + ENTRIES_A_CALL));
    },
  };
}
