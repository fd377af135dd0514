import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { storeEvents } from '../../../../lambdas/handlers/flows/store-events.ts';
import { aKey } from '../../../support/a-collector.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

/** Stores events in a store that takes its time, and tells in which order they were stored. */
async function store(events: readonly TrackingEvent[], delays: readonly number[]): Promise<TrackingEvent[]> {
  const stored: TrackingEvent[] = [];
  await storeEvents({
    events: {
      putOnce: async (event) => {
        await sleep(delays[events.indexOf(event)] ?? 0);
        stored.push(event);
        return 'stored';
      },
    },
    findProfile: async () => undefined,
    key: aKey(),
    accepted: events.map((event, index) => ({ index, message: null, event })),
    consentRules: {},
    counts: { stored: 0, duplicates: 0 },
    receivedAt: NOW,
    clock: () => NOW,
  });
  return stored;
}

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
});
