import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../domain/profile/signal.ts';
import { createEventBus } from '../../../lambdas/adapters/event-bus.ts';
import { NOW } from '../../support/an-event.ts';

const aSignal = (index: number): Signal => ({
  id: `p-1-${index}`,
  v: 1,
  profileId: 'p',
  at: NOW,
  type: 'Segment Entered',
  segment: 'vip',
  entry: 1,
  stay: 'p.1',
});

/** A bus that refuses an entry as often as told, within calls that succeed. */
function aBus(refusals: Record<string, number>) {
  const calls: string[][] = [];
  const client = {
    send: async ({ input }: PutEventsCommand) => {
      const ids = (input.Entries ?? []).map(({ Detail = '' }) => (JSON.parse(Detail) as Signal).id);
      calls.push(ids);
      const Entries = ids.map((id) => {
        const left = refusals[id] ?? 0;
        refusals[id] = left - 1;
        return left > 0 ? { ErrorCode: 'ThrottlingException' } : { EventId: id };
      });
      return { Entries, FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length };
    },
  } as unknown as EventBridgeClient;
  return { bus: createEventBus({ client, busName: 'bus' }), calls };
}

describe('the event bus', () => {
  it('puts ten signals a call, in order', async () => {
    const { bus, calls } = aBus({});
    await bus.publish(Array.from({ length: 23 }, (_, index) => aSignal(index)));
    expect(calls.map((ids) => ids.length)).toEqual([10, 10, 3]);
    expect(calls[1]?.[0]).toBe('p-1-10');
  });

  it('puts again only what a successful call refused', async () => {
    const { bus, calls } = aBus({ 'p-1-1': 2 });
    await bus.publish([aSignal(0), aSignal(1), aSignal(2)]);
    expect(calls).toEqual([['p-1-0', 'p-1-1', 'p-1-2'], ['p-1-1'], ['p-1-1']]);
  });

  it('fails, for now, where an entry stays refused', async () => {
    const { bus } = aBus({ 'p-1-0': 99 });
    await expect(bus.publish([aSignal(0)])).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});
