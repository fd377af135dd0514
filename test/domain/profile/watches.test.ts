import { describe, expect, it } from 'vitest';
import {
  MAXIMUM_GOAL_WATCHES,
  MAXIMUM_WATCHES,
  type Watch,
} from '../../../domain/campaign/contacts/contacts.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BOOKINGS = 'bookings';
const active = activateProgram(
  aProgram({
    aggregatesDigest: 'watches',
    aggregates: { [BOOKINGS]: { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 1 } },
  }),
);

const aWatch = (overrides: Partial<Watch> = {}): Watch => ({
  kind: 'wait',
  profileId: 'p-former',
  journeyId: 'win-back#m-0',
  campaign: 'win-back',
  aggregate: BOOKINGS,
  from: NOW - HOUR,
  until: NOW + HOUR,
  ...overrides,
});

/** A house with a guest whose journeys look out for something. */
class House {
  readonly tables = new InMemoryTables();
  readonly #dependencies = resolveDependencies(this.tables, active);

  static async with(...watches: readonly Watch[]): Promise<House> {
    const house = new House();
    const at = { time: NOW - 2 * HOUR, receivedAt: NOW - 2 * HOUR };
    await house.take([anEvent({ messageId: 'first', name: 'Page Viewed', ...at })], at.receivedAt);
    await house.keep(watches);
    return house;
  }

  /** As a decision writes them. */
  async keep(watches: readonly Watch[], of = 'userId#john'): Promise<void> {
    const profile = this.tables.holder(of);
    if (profile === undefined) throw new Error('nobody has come');
    const after: Profile = {
      ...profile,
      version: profile.version + 1,
      contacts: { ...profile.contacts, watches },
    };
    const nothing = { tombstones: [], identities: [], signals: [], memberships: {}, covers: [] };
    await this.tables.write({ profile: after, ...nothing });
  }

  async take(events: readonly TrackingEvent[], now = NOW): Promise<void> {
    this.tables.put(events);
    await deliverEvents(this.#dependencies, [events], now);
  }

  async drain(): Promise<void> {
    await drainRefolds(this.tables, this.#dependencies, NOW);
  }

  /** The messageIds that journeys were told of. */
  get told(): readonly (readonly [string, string, string | undefined])[] {
    return this.tables.signals.flatMap((signal) =>
      signal.type === 'Journey Event Matched'
        ? [[signal.watch, signal.journeyId, signal.event?.sort.split('#')[1]] as const]
        : [],
    );
  }
}

describe('what a journey looks out for', () => {
  it('given the event that it made itself, then the journey is told, and of no other', async () => {
    const { aggregate: _aggregate, ...watch } = aWatch({ messageId: 'win-back#m-0#1' });
    const house = await House.with(watch);
    await house.take([anEvent({ messageId: 'another' })]);
    expect(house.told).toEqual([]);
    const own = { identifier: 'userId#john', sort: '-#win-back#m-0#1' };
    await house.take([anEvent({ key: own, messageId: 'win-back#m-0#1' })]);
    expect(house.told).toEqual([['wait', 'win-back#m-0', 'win-back']]);
  });

  it('given an event that its aggregate takes in, then the journey is told, by the key of its row', async () => {
    const house = await House.with(aWatch());
    await house.take([anEvent()]);
    expect(house.tables.signals).toMatchObject([
      {
        type: 'Journey Event Matched',
        watch: 'wait',
        campaign: 'win-back',
        journeyProfileId: 'p-former',
        journeyId: 'win-back#m-0',
        event: anEvent().key,
        time: NOW,
      },
    ]);
  });

  it('given another event, or one at its beginning or after its end, then it is not', async () => {
    const house = await House.with(aWatch({ from: NOW - 10, until: NOW }));
    await house.take([
      anEvent({ messageId: 'other', name: 'Page Viewed' }),
      anEvent({ messageId: 'at-its-beginning', time: NOW - 10 }),
      anEvent({ messageId: 'after', time: NOW + 1 }),
    ]);
    expect(house.told).toEqual([]);
    await house.take([
      anEvent({ messageId: 'just-after', time: NOW - 9 }),
      anEvent({ messageId: 'at-its-end' }),
    ]);
    expect(house.told.map(([, , messageId]) => messageId)).toEqual(['just-after', 'at-its-end']);
  });

  it('given an event that is too old to change the state, then it is told all the same', async () => {
    const house = await House.with(aWatch({ kind: 'goal' }));
    await house.take([anEvent({ messageId: 'later' })]);
    await house.take([anEvent({ messageId: 'earlier', time: NOW - MINUTE })]);
    expect(house.told.map(([, , messageId]) => messageId)).toEqual(['later', 'earlier']);
  });

  it('given several aggregates and kinds, then one signal for each journey and kind', async () => {
    const watches = [
      aWatch(),
      aWatch({ aggregate: 'gone' }),
      aWatch({ until: NOW + 2 * HOUR }),
      aWatch({ kind: 'goal' }),
      aWatch({ journeyId: 'other#m-0', campaign: 'other' }),
    ];
    const house = await House.with(...watches);
    await house.take([anEvent()]);
    expect(house.told).toEqual([
      ['wait', 'win-back#m-0', 'm-1'],
      ['goal', 'win-back#m-0', 'm-1'],
      ['wait', 'other#m-0', 'm-1'],
    ]);
  });

  it('given history, then nobody is told', async () => {
    const house = await House.with(aWatch(), aWatch({ kind: 'goal' }));
    await house.take([anEvent({ isHistory: true })]);
    expect(house.told).toEqual([]);
  });

  it('given an event that a refold took in before its delivery, then it is told with its delivery', async () => {
    const house = await House.with(aWatch(), aWatch({ kind: 'goal' }));
    const booked = anEvent({ messageId: 'booked', time: NOW - 30 * MINUTE, receivedAt: NOW - 30 * MINUTE });
    house.tables.put([booked]);
    const page = { name: 'Page Viewed', time: NOW - 20 * MINUTE, receivedAt: NOW - 20 * MINUTE };
    await house.take([anEvent({ messageId: 'p-1', ...page })], NOW - 20 * MINUTE);
    await house.take(
      [anEvent({ messageId: 'p-2', ...page, receivedAt: NOW - 10 * MINUTE })],
      NOW - 10 * MINUTE,
    );
    // Received before what is no longer known by its key, it has the guest folded anew.
    await house.take([anEvent({ messageId: 'p-3', ...page, receivedAt: NOW - 40 * MINUTE })]);
    expect(house.tables.holder('userId#john')?.aggregates).toEqual({ [BOOKINGS]: [NOW - 30 * MINUTE] });
    expect(house.told).toEqual([['wait', 'win-back#m-0', 'p-3']]);
    await house.take([booked]);
    expect(house.told.slice(1)).toEqual([
      ['wait', 'win-back#m-0', 'booked'],
      ['goal', 'win-back#m-0', 'booked'],
    ]);
  });

  it('given two people who become one, then whoever waits is told: the other may have done it', async () => {
    const house = await House.with();
    await house.take([anEvent({ messageId: 'a', identifiers: ['anonymousId#a'] })]);
    await house.keep([aWatch(), aWatch({ kind: 'goal' })]);
    await house.take([
      anEvent({ messageId: 'login', name: 'Signed In', identifiers: ['userId#john', 'anonymousId#a'] }),
    ]);
    expect(house.told).toEqual([
      ['wait', 'win-back#m-0', 'login'],
      ['goal', 'win-back#m-0', 'a'],
    ]);
  });

  it.each([false, true])(
    'given two with thirty journeys each who become one (by history: %s), then whoever has no room any more is told so',
    async (isHistory) => {
      const many = (of: string, kind: Watch['kind'], from: number) =>
        Array.from({ length: 30 }, (_, index) =>
          aWatch({ kind, journeyId: `win-back#${of}-${kind}-${index}`, from: from + index }),
        );
      const goals = (of: string, from: number) => many(of, 'goal', from).slice(0, 15);
      const house = await House.with(...many('john', 'wait', NOW - HOUR), ...goals('john', NOW - HOUR));
      await house.take([anEvent({ messageId: 'a', name: 'Page Viewed', identifiers: ['anonymousId#a'] })]);
      const later = NOW - HOUR + MINUTE;
      await house.keep([...many('a', 'stop', later), ...goals('a', later)], 'anonymousId#a');
      const identifiers = ['userId#john', 'anonymousId#a'] as const;
      await house.take([anEvent({ messageId: 'login', name: 'Signed In', identifiers, isHistory })]);
      const { watches = [] } = house.tables.holder('userId#john')?.contacts ?? {};
      expect(watches).toHaveLength(MAXIMUM_WATCHES + MAXIMUM_GOAL_WATCHES);
      const forgotten = house.tables.signals.flatMap((signal) =>
        signal.type === 'Journey Event Matched' && signal.isForgotten ? [signal.journeyId] : [],
      );
      const kept = new Set(watches.map(({ journeyId }) => journeyId));
      const told = new Set([...kept, ...forgotten]);
      expect(forgotten).toHaveLength(60 - MAXIMUM_WATCHES + (30 - MAXIMUM_GOAL_WATCHES));
      expect(told.size).toBe(90);
    },
  );

  it('given an event whose fold is left to the queue, then whoever waits is told when it is folded', async () => {
    const house = await House.with();
    const views = Array.from({ length: 2_100 }, (_, index) =>
      anEvent({
        messageId: `v-${index}`,
        name: 'Page Viewed',
        time: NOW - 10 * MINUTE,
        receivedAt: NOW - 10 * MINUTE + index,
      }),
    );
    await house.take(views);
    await house.keep([aWatch()]);
    await house.take([anEvent({ messageId: 'late', time: NOW - HOUR + 1, receivedAt: NOW - HOUR + 1 })]);
    expect(house.tables.refolds).toHaveLength(1);
    expect(house.told).toHaveLength(1);
    await house.drain();
    expect(house.told).toHaveLength(2);
  });
});
