import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { type Storing, storeEvents } from '../../../../lambdas/handlers/flows/store-events.ts';
import { aKey } from '../../../support/a-collector.ts';
import { aProgram } from '../../../support/a-program.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

/** Stores events in a store that takes its time, and tells in which order they were stored. */
async function store(events: readonly TrackingEvent[], delays: readonly number[]): Promise<TrackingEvent[]> {
  const stored: TrackingEvent[] = [];
  const putOnce = async (event: TrackingEvent) => {
    await sleep(delays[events.indexOf(event)] ?? 0);
    stored.push(event);
    return 'stored' as const;
  };
  await storeIn({ putOnce }, events);
  return stored;
}

const storeIn = (store: Storing['events'], events: readonly TrackingEvent[]) =>
  storeEvents({
    events: store,
    findProfile: async () => undefined,
    key: aKey(),
    accepted: events.map((event, index) => ({ index, message: null, event })),
    rules: aProgram(),
    counts: { stored: 0, duplicates: 0 },
    receivedAt: NOW,
    clock: () => NOW,
  });

const person = (identifiers: readonly string[], n: number) =>
  anEvent({ identifiers, messageId: `m${n}`, key: { identifier: identifiers[0] ?? '', sort: `-#m${n}` } });

describe('events of one call', () => {
  it('given a store that takes its time, then what is one person’s is stored in the order in which it was sent', async () => {
    const whose = fc.constantFrom(
      ['userId#a'],
      ['anonymousId#x'],
      ['userId#a', 'anonymousId#x'],
      ['userId#b'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(whose, fc.nat(3)), { maxLength: 12 }), async (sent) => {
        const events = sent.map(([identifiers], n) => person(identifiers, n));
        const stored = await store(
          events,
          sent.map(([, delay]) => delay),
        );
        expect(stored).toHaveLength(events.length);
        for (const identifier of ['userId#a', 'anonymousId#x', 'userId#b']) {
          const isTheirs = (event: TrackingEvent) => event.identifiers.includes(identifier);
          expect(stored.filter(isTheirs)).toEqual(events.filter(isTheirs));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('given 100 of one person, then they are stored one after another', async () => {
    const { begun, rounds } = await storeInRounds(100);
    expect({ rounds, begun }).toEqual({ rounds: 100, begun: messageIds(100) });
  });

  it('given a bulk load of one person, then at most 16 are stored at once, begun in the order in which they were sent', async () => {
    const { begun, rounds, mostAtOnce } = await storeInRounds(2_500);
    expect(rounds).toBeLessThanOrEqual(Math.ceil(2_500 / 16));
    expect({ mostAtOnce, begun }).toEqual({ mostAtOnce: 16, begun: messageIds(2_500) });
  });
});

const messageIds = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);

/** Stores events of one person in a store that answers all that wait for it at the same time, once nothing more comes. */
async function storeInRounds(count: number) {
  const begun: string[] = [];
  let waiting: (() => void)[] = [];
  let rounds = 0;
  let mostAtOnce = 0;
  const putOnce = async (event: TrackingEvent) => {
    begun.push(event.messageId);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return 'stored' as const;
  };
  const events = Array.from({ length: count }, (_, n) => person(['userId#a'], n));
  const stored = storeIn({ putOnce }, events);
  for (await setImmediate(); waiting.length > 0; await setImmediate()) {
    const answered = waiting;
    waiting = [];
    rounds += 1;
    mostAtOnce = Math.max(mostAtOnce, answered.length);
    for (const answer of answered) answer();
  }
  await stored;
  return { begun, rounds, mostAtOnce };
}
