import { describe, expect, it } from 'vitest';
import type { DateTrigger } from '../../../domain/campaign/trigger.ts';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { type ActiveProgram, activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { compareRebuilt } from '../../../domain/profile/compare-rebuilt.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { Signal } from '../../../domain/profile/signal.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { split, splitDependencies } from '../../support/split-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Nine in Berlin on 5 March, three days after now. */
const NINE = Date.UTC(2026, 2, 5, 8);

function aDateTrigger(overrides: Partial<DateTrigger> = {}): DateTrigger {
  return {
    kind: 'date',
    path: ['birthday'],
    isYearly: true,
    before: { months: 0, milliseconds: 0 },
    at: { hour: 9, minute: 0 },
    ...overrides,
  };
}

function withDates(
  triggers: Readonly<Record<string, readonly DateTrigger[]>>,
  overrides: Partial<Program> = {},
): ActiveProgram {
  const campaigns = Object.entries(triggers).map(([id, own]) => [id, aCampaign({ id, triggers: own })]);
  return activateProgram(
    aProgram({ aggregatesDigest: 'dates', campaigns: Object.fromEntries(campaigns), ...overrides }),
  );
}

const birthdays = withDates({ cake: [aDateTrigger()] });
const none = withDates({});

let sent = 0;

function identify(traits: JsonObject, overrides: Partial<TrackingEvent> = {}): TrackingEvent {
  sent += 1;
  const { name: _none, ...event } = anEvent({ type: 'identify', messageId: `i-${sent}`, ...overrides });
  return { ...event, traits };
}

/** A house in which events come and time passes, under one program after another. */
class House {
  readonly #tables = new InMemoryTables();

  async take(event: TrackingEvent, active = birthdays, now = NOW): Promise<void> {
    this.#tables.put([event]);
    await deliverEvents(resolveDependencies(this.#tables, active), [[event]], now);
  }

  /** What wake does. */
  async wake(now: number, active = birthdays): Promise<void> {
    for (const profile of this.#tables.living()) {
      if (profile.wakeAt === null || profile.wakeAt > now) continue;
      const touched = touchProfile(active, profile, now, [...this.#tables.events.values()]);
      if (touched.kind === 'planned') await this.#tables.write(touched.write);
    }
  }

  get guest(): Profile {
    const [profile] = this.#tables.living();
    if (profile === undefined) throw new Error('nobody has come');
    return profile;
  }

  /** Takes the link out again. */
  async split(identifier: string, from: string): Promise<void> {
    await split(splitDependencies(this.#tables, birthdays), { identifier, from });
  }

  holder(identifier: string): Profile | undefined {
    return this.#tables.holder(identifier);
  }

  get events(): readonly TrackingEvent[] {
    return [...this.#tables.events.values()];
  }

  get told(): readonly Signal[] {
    return this.#tables.signals.filter(({ type }) => type === 'Date Reached');
  }
}

async function born(day: string, overrides: Partial<TrackingEvent> = {}, active = birthdays): Promise<House> {
  const house = new House();
  await house.take(identify({ birthday: day }, overrides), active);
  return house;
}

describe('a date of a guest', () => {
  it('is known as soon as the trait is, and has wake look at it', async () => {
    const { guest, told } = await born('1990-03-05');
    expect(guest.nextDates).toEqual({ 'cake.0': NINE });
    expect(guest.wakeAt).toBe(NINE);
    expect(told).toEqual([]);
  });

  it('is told when it comes, once, and comes again a year later', async () => {
    const house = await born('1990-03-05');
    await house.wake(NINE - 1);
    expect(house.told).toEqual([]);
    await house.wake(NINE + 30_000);
    await house.wake(NINE + HOUR);
    expect(house.told).toMatchObject([
      { type: 'Date Reached', at: NINE + 30_000, trait: 'birthday', date: '2026-03-05', campaigns: ['cake'] },
    ]);
    expect(house.guest.nextDates).toEqual({ 'cake.0': Date.UTC(2027, 2, 5, 8) });
    expect(house.guest.wakeAt).toBe(Date.UTC(2027, 2, 5, 8));
  });

  it('is told by an event that comes before wake does', async () => {
    const house = await born('1990-03-05');
    await house.take(
      anEvent({ messageId: 'later', time: NINE + 1, receivedAt: NINE + 1 }),
      birthdays,
      NINE + 1,
    );
    expect(house.told).toHaveLength(1);
  });

  it('that was missed by more than a day begins nothing, and the next is found', async () => {
    const house = await born('1990-03-05');
    await house.wake(NINE + DAY + 1);
    expect(house.told).toEqual([]);
    expect(house.guest.nextDates).toEqual({ 'cake.0': Date.UTC(2027, 2, 5, 8) });
    const other = await born('1990-03-05');
    await other.wake(NINE + DAY);
    expect(other.told).toHaveLength(1);
  });

  it('that has passed and is told once is not kept', async () => {
    const checkIn = withDates({ welcome: [aDateTrigger({ isYearly: false })] });
    expect((await born('2026-03-01', {}, checkIn)).guest.nextDates).toBeUndefined();
    const house = await born('2026-03-05', {}, checkIn);
    await house.wake(NINE, checkIn);
    expect(house.told).toHaveLength(1);
    expect(house.guest).toMatchObject({ wakeAt: null });
    expect(house.guest.nextDates).toBeUndefined();
  });

  it('moves with the trait, and goes with it', async () => {
    const house = await born('1990-03-05');
    await house.take(identify({ birthday: '1990-03-07' }, { time: NOW + 1 }));
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE + 2 * DAY });
    await house.wake(NINE);
    expect(house.told).toEqual([]);
    await house.take(identify({ birthday: 'unknown' }, { time: NOW + 2 }));
    expect(house.guest.nextDates).toBeUndefined();
  });

  it('goes by the clock where the guest is, and moves with them', async () => {
    const house = await born('1990-03-05', { context: { timezone: 'America/New_York' } });
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE + 6 * HOUR });
    await house.take(anEvent({ messageId: 'm-2', time: NOW + 1, context: { timezone: 'Asia/Tokyo' } }));
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE - 8 * HOUR });
    await house.take(identify({ timezone: 'Europe/Berlin' }, { time: NOW + 2 }));
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE });
  });

  it('may be a computed trait', async () => {
    const checkIns = { names: ['Booking Made'], where: [] };
    const active = withDates(
      {
        welcome: [
          aDateTrigger({ path: ['checkIn'], isYearly: false, before: { months: 0, milliseconds: DAY } }),
        ],
      },
      {
        aggregates: { checkIn: { kind: 'last', of: checkIns, property: ['checkIn'] } },
        computedTraits: { checkIn: { id: 'checkIn', name: 'Check-in', aggregate: 'checkIn' } },
      },
    );
    const house = new House();
    await house.take(anEvent({ properties: { checkIn: '2026-03-06' } }), active);
    expect(house.guest.nextDates).toEqual({ 'welcome.0': NINE });
    await house.take(
      anEvent({ messageId: 'm-2', time: NOW + 1, properties: { checkIn: '2026-03-07' } }),
      active,
    );
    expect(house.guest.nextDates).toEqual({ 'welcome.0': NINE + DAY });
  });

  it('is told to all campaigns of the day together, and of another day apart', async () => {
    const aWeek = { months: 0, milliseconds: 7 * DAY };
    const active = withDates({
      cake: [aDateTrigger()],
      card: [aDateTrigger()],
      reminder: [aDateTrigger({ path: ['spouse', 'birthday'], before: aWeek })],
    });
    const house = new House();
    await house.take(identify({ birthday: '1990-03-05', spouse: { birthday: '1991-03-12' } }), active);
    await house.wake(NINE, active);
    expect(house.told).toMatchObject([
      { trait: 'birthday', date: '2026-03-05', campaigns: ['cake', 'card'] },
      { trait: 'spouse.birthday', date: '2026-03-12', campaigns: ['reminder'] },
    ]);
  });

  it('of very many triggers the soonest are kept', async () => {
    const triggers = Array.from({ length: 60 }, (_, days) =>
      aDateTrigger({ before: { months: 0, milliseconds: days * DAY } }),
    );
    const { guest } = await born('1990-06-30', {}, withDates({ countdown: triggers }));
    const kept = Object.values(guest.nextDates ?? {});
    expect(kept).toHaveLength(50);
    expect(Math.min(...kept)).toBe(Date.UTC(2026, 4, 2, 7));
  });
});

describe('dates and what is known of a guest as a whole', () => {
  it('given a deploy of the campaign, then they are found in silence', async () => {
    const house = await born('1990-03-05', {}, none);
    expect(house.guest.nextDates).toBeUndefined();
    const deployed = withDates({ cake: [aDateTrigger()] }, { ordinal: 2 });
    await house.take(anEvent({ messageId: 'm-2', name: 'Page Viewed' }), deployed);
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE });
    expect(house.told).toEqual([]);
  });

  it('given a deploy just after one has come, then it is told as without the deploy', async () => {
    const house = await born('1990-03-05');
    const deployed = withDates({ cake: [aDateTrigger()] }, { ordinal: 2 });
    await house.wake(NINE + 1, deployed);
    expect(house.told).toMatchObject([{ date: '2026-03-05', campaigns: ['cake'] }]);
  });

  it('given one that folds everybody anew, then likewise', async () => {
    const house = await born('1990-03-05');
    const deployed = withDates({ cake: [aDateTrigger()] }, { ordinal: 2, aggregatesDigest: 'others' });
    await house.wake(NINE + 1, deployed);
    expect(house.told).toMatchObject([{ date: '2026-03-05' }]);
    expect(house.guest.nextDates).toEqual({ 'cake.0': Date.UTC(2027, 2, 5, 8) });
  });

  it('given a deploy of another trigger in its place, then a moment that was stored is not believed', async () => {
    const house = await born('1990-03-05');
    const moved = withDates({ cake: [aDateTrigger({ at: { hour: 20, minute: 0 } })] }, { ordinal: 2 });
    await house.wake(NINE, moved);
    expect(house.told).toEqual([]);
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE + 11 * HOUR });
    await house.wake(NINE + 12 * HOUR, withDates({}, { ordinal: 3 }));
    expect(house.told).toEqual([]);
    expect(house.guest.nextDates).toBeUndefined();
  });

  it('given history that says the date, then it is found too', async () => {
    const past = { time: NOW - 900 * DAY, receivedAt: NOW };
    const house = await born('1990-03-05', { ...past, isHistory: true });
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE });
  });

  it('given two people who become one and are split again, then each has the dates of what is known of them', async () => {
    const house = await born('1990-03-05', { time: NOW - 2 });
    await house.take(identify({ birthday: '1990-03-09' }, { time: NOW - 1, identifiers: ['anonymousId#a'] }));
    await house.take(anEvent({ messageId: 'login', identifiers: ['userId#john', 'anonymousId#a'] }));
    expect(house.guest.traits.birthday?.value).toBe('1990-03-09');
    expect(house.guest.nextDates).toEqual({ 'cake.0': NINE + 4 * DAY });
    await house.split('anonymousId#a', 'userId#john');
    expect(house.holder('userId#john')?.nextDates).toEqual({ 'cake.0': NINE });
    expect(house.holder('anonymousId#a')?.nextDates).toEqual({ 'cake.0': NINE + 4 * DAY });
  });
});

describe('dates in the comparison of a rebuild', () => {
  const differences = async (change: (profile: Profile) => Partial<Profile>) => {
    const house = await born('1990-03-05');
    const profile = { ...house.guest, ...change(house.guest) };
    return compareRebuilt(birthdays, profile, house.events, NOW).different;
  };

  it('given the same, or an earlier moment, which is looked at anew, then there is no difference', async () => {
    expect(await differences(() => ({}))).toEqual([]);
    expect(await differences(() => ({ nextDates: { 'cake.0': NOW + 1 }, wakeAt: NOW + 1 }))).toEqual([]);
  });

  it('given a later moment, or none, or one that wake would not see, then there is', async () => {
    expect(await differences(() => ({ nextDates: { 'cake.0': NINE + 1 } }))).toEqual(['nextDates']);
    expect(await differences(() => ({ nextDates: {} }))).toEqual(['nextDates']);
    expect(await differences(() => ({ wakeAt: null }))).toEqual(['nextDates']);
  });
});
