import { describe, expect, it } from 'vitest';
import type { Watch } from '../../../domain/campaign/contacts/contacts.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const HOUR = 3_600_000;
const JOHN = 'userId#john';
const PHONE = 'anonymousId#phone';
const named = (name: string) => ({ names: [name], where: [] });
const active = activateProgram(
  aProgram({
    aggregatesDigest: 'goals',
    aggregates: {
      bookings: { kind: 'times', of: named('Booking Made'), keep: 1 },
      calls: {
        kind: 'times-since',
        of: named('Called Hotel'),
        since: named('Signed Up'),
        spanMilliseconds: 72 * HOUR,
        keep: 2,
      },
    },
  }),
);

const aGoal = (overrides: Partial<Watch> = {}): Watch => ({
  kind: 'goal',
  profileId: 'p-former',
  journeyId: 'ask#m-0',
  campaign: 'ask',
  aggregate: 'bookings',
  from: NOW - 10 * HOUR,
  until: NOW - 5 * HOUR,
  ...overrides,
});

/** John, whose journeys look out for goals, and whoever holds the phone. */
class House {
  readonly tables = new InMemoryTables();
  readonly #dependencies = resolveDependencies(this.tables, active);

  static async with(...watches: readonly Watch[]): Promise<House> {
    const house = new House();
    await house.take(page('of-john', JOHN));
    await house.take(page('of-phone', PHONE));
    await house.keep(JOHN, watches);
    return house;
  }

  /** As a decision writes them. */
  async keep(of: string, watches: readonly Watch[]): Promise<void> {
    const profile = this.tables.holder(of);
    if (profile === undefined) throw new Error('nobody has come');
    const after = { ...profile, version: profile.version + 1, contacts: { ...profile.contacts, watches } };
    const nothing = { tombstones: [], identities: [], signals: [], memberships: {}, covers: [] };
    await this.tables.write({ profile: after, ...nothing });
  }

  async take(...events: readonly TrackingEvent[]): Promise<void> {
    this.tables.put(events);
    const last = events.at(-1);
    await deliverEvents(this.#dependencies, [events], last?.receivedAt ?? NOW);
  }

  async drain(): Promise<void> {
    await drainRefolds(this.tables, this.#dependencies, NOW);
  }

  /** Of the goals that were told: the journey, the event and its time. */
  get goals(): readonly (readonly [string, string | undefined, number])[] {
    return this.tables.signals.flatMap((signal) =>
      signal.type === 'Journey Event Matched' && signal.watch === 'goal' && signal.isForgotten !== true
        ? [[signal.journeyId, signal.event?.sort.split('#')[1], signal.time] as const]
        : [],
    );
  }
}

function page(messageId: string, identifier: string): TrackingEvent {
  const at = { time: NOW - 20 * HOUR, receivedAt: NOW - 20 * HOUR };
  return anEvent({ messageId, name: 'Page Viewed', identifiers: [identifier], ...at });
}

/** A booking of so many hours ago. */
function booked(messageId: string, hours: number, more: Partial<TrackingEvent> = {}): TrackingEvent {
  return anEvent({ messageId, time: NOW - hours * HOUR, identifiers: [PHONE], ...more });
}

const login = (more: Partial<TrackingEvent> = {}) =>
  anEvent({ messageId: 'login', type: 'identify', name: 'Signed In', identifiers: [JOHN, PHONE], ...more });

describe('a goal that another had reached', () => {
  it('given two who become one, then it is told once, by its event and with its time, and no replay tells it anew', async () => {
    const house = await House.with(aGoal());
    await house.take(booked('b', 8));
    expect(house.goals).toEqual([]);
    await house.take(login());
    expect(house.goals).toEqual([['ask#m-0', 'b', NOW - 8 * HOUR]]);
    await house.take(login());
    await house.take(login({ messageId: 'again', receivedAt: NOW + HOUR, time: NOW + HOUR }));
    expect(house.goals).toHaveLength(1);
  });

  it('given that the younger looks out for it, then what the older had done is told', async () => {
    const house = await House.with();
    await house.keep(PHONE, [aGoal()]);
    await house.take(booked('b', 8, { identifiers: [JOHN] }));
    await house.take(login());
    expect(house.goals).toEqual([['ask#m-0', 'b', NOW - 8 * HOUR]]);
  });

  it('given several events, then the first within its time is told, also where the newest came after it', async () => {
    const house = await House.with(aGoal());
    for (const hours of [10, 9, 7, 2]) await house.take(booked(`b-${hours}`, hours));
    await house.take(login());
    expect(house.goals).toEqual([['ask#m-0', 'b-9', NOW - 9 * HOUR]]);
  });

  it('given an event at its beginning or after its end, or history, then it is not told', async () => {
    const house = await House.with(aGoal());
    await house.take(booked('at-its-beginning', 10), booked('history', 8, { isHistory: true }));
    await house.take(booked('after', 4));
    await house.take(login());
    expect(house.goals).toEqual([]);
  });

  it('given an event of one’s own, which was told as it came, then the merge does not tell it', async () => {
    const house = await House.with(aGoal());
    await house.take(booked('own', 9, { identifiers: [JOHN] }));
    await house.take(booked('b', 4));
    await house.take(login());
    expect(house.goals).toEqual([['ask#m-0', 'own', NOW - 9 * HOUR]]);
  });

  it('given a merge by history, which begins nothing, then what is counted is told all the same', async () => {
    const house = await House.with(aGoal());
    await house.take(booked('b', 8));
    await house.take(login({ isHistory: true }));
    expect(house.goals).toEqual([['ask#m-0', 'b', NOW - 8 * HOUR]]);
  });

  it.each([false, true])(
    'given two whose states cannot be united (merged by history: %s), then it is told as they are folded anew',
    async (isHistory) => {
      const house = await House.with(aGoal());
      await house.take({ ...page('signed-up', JOHN), name: 'Signed Up' });
      await house.take(booked('b-8', 8), booked('b-7', 7), booked('b-2', 2));
      const calls = Array.from({ length: 40 }, (_, index) =>
        booked(`c-${index}`, 3, { name: 'Called Hotel' }),
      );
      await house.take(...calls);
      await house.take(login({ isHistory }));
      expect(house.tables.holder(JOHN)?.program.aggregates).toBe('goals');
      expect(house.goals).toEqual([['ask#m-0', 'b-8', NOW - 8 * HOUR]]);
      await house.take(login({ isHistory }));
      expect(house.goals).toHaveLength(1);
    },
  );

  it.each([false, true])(
    'given too many events to be read at once (merged by history: %s), then it is told as they are folded anew',
    async (isHistory) => {
      const house = await House.with(aGoal());
      await house.take(booked('b', 8));
      const views = Array.from({ length: 2_100 }, (_, index) => ({
        ...page(`v-${index}`, PHONE),
        receivedAt: NOW - 7 * HOUR + index,
      }));
      await house.take(...views);
      await house.take(login({ isHistory }));
      expect(house.goals).toEqual([]);
      expect(house.tables.refolds).toHaveLength(1);
      await house.drain();
      expect(house.goals).toEqual([['ask#m-0', 'b', NOW - 8 * HOUR]]);
    },
  );
});
