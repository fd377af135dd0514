import { beforeEach, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { UNSETTLED } from '../../../domain/profile/unfolded.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const active = activateProgram(peopleProgram());

let tables: InMemoryTables;
let dependencies: ReturnType<typeof resolveDependencies>;
beforeEach(() => {
  tables = new InMemoryTables();
  dependencies = resolveDependencies(tables, active);
});

const anna = ['email#anna@example.com'];
const signedUp = anEvent({
  messageId: 's',
  identifiers: ['userId#u'],
  name: 'Signed Up',
  time: NOW - 200 * MINUTE,
});
const calls = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anEvent({
      messageId: `c-${index}`,
      identifiers: anna,
      name: index < 40 ? 'Called Hotel' : 'Menu Opened',
      time: NOW - 160 * MINUTE + index * 1_000,
    }),
  );
/** An order of long ago: whoever made it is a VIP. */
const order = (more: Partial<TrackingEvent>) =>
  anEvent({
    name: 'Order Completed',
    properties: { revenue: 900 },
    time: NOW - 900 * DAY,
    receivedAt: NOW - 1,
    ...more,
  });
const imported = order({ messageId: 'h', identifiers: ['userId#u', ...anna], isHistory: true });

async function deliver(events: readonly TrackingEvent[], now = NOW): Promise<void> {
  tables.put(events);
  const batches = Array.from({ length: Math.ceil(events.length / 100) }, (_, index) =>
    events.slice(index * 100, (index + 1) * 100),
  );
  await deliverEvents(dependencies, batches, now);
}

/** What is told of segments from here on. */
async function segmentsToldBy(act: () => Promise<void>): Promise<string[]> {
  const before = tables.signals.length;
  await act();
  return tables.signals
    .slice(before)
    .flatMap((signal) => (signal.type === 'Segment Entered' ? [signal.segment] : []));
}

const inside = () =>
  Object.entries(tables.living()[0]?.segments ?? {}).flatMap(([id, { since }]) =>
    since === null ? [] : [id],
  );

describe('an imported event that makes two people one', () => {
  it.each([
    ['can be united', 5],
    ['cannot be united', 40],
    ['are left to the queue', 2_100],
  ])('tells of no segment where their aggregates %s', async (_what, count) => {
    await deliver([signedUp, ...calls(count)], NOW - 50 * MINUTE);
    const told = await segmentsToldBy(async () => {
      await deliver([imported]);
      await drainRefolds(tables, dependencies, NOW);
    });
    expect(inside()).toContain('vip');
    expect(told).toEqual([]);
  });

  it('tells of none either where a live event comes before the queue has folded them', async () => {
    await deliver([signedUp, ...calls(2_100)], NOW - 50 * MINUTE);
    const told = await segmentsToldBy(async () => {
      await deliver([imported]);
      await deliver([anEvent({ messageId: 'live', identifiers: anna, name: 'Menu Opened', time: NOW + 1 })]);
      await drainRefolds(tables, dependencies, NOW + 10);
    });
    expect(inside()).toContain('vip');
    expect(told).toEqual([]);
  });

  it('leaves what a live merge before it has not told yet to be told', async () => {
    await deliver([order({ messageId: 'o', identifiers: anna })], NOW - 50 * MINUTE);
    const [profile] = tables.living();
    if (profile === undefined) throw new Error('nobody');
    const program = { ...profile.program, aggregates: UNSETTLED };
    const merged = { ...profile, program, segments: {}, nextChanges: {} };
    tables.profiles.set(profile.profileId, encodeProfile(merged, []));
    const told = await segmentsToldBy(() => deliver([{ ...imported, properties: {}, name: 'Menu Opened' }]));
    expect(told).toEqual(['vip']);
  });
});

describe('imported events in doubt of somebody whose history goes to the queue', () => {
  const views = Array.from({ length: 2_400 }, (_, index) =>
    anEvent({
      messageId: `v-${index}`,
      identifiers: anna,
      name: 'Menu Opened',
      time: NOW - 900 * DAY + index,
      receivedAt: NOW - 4_000 + index,
      isHistory: true,
    }),
  );
  const first = order({ messageId: 'first', identifiers: anna, isHistory: true, receivedAt: NOW - 5_000 });
  const whole = async (late: readonly TrackingEvent[]) => {
    await deliver(views);
    return segmentsToldBy(async () => {
      await deliver(late, NOW + 10);
      await drainRefolds(tables, dependencies, NOW + 100);
    });
  };

  it('are folded there in silence', async () => {
    expect(await whole([first])).toEqual([]);
    expect(inside()).toContain('vip');
  });

  it('are folded there aloud where a live event is in doubt as well', async () => {
    const { isHistory: _isHistory, ...live } = order({
      messageId: 'live',
      identifiers: anna,
      receivedAt: NOW - 4_999,
    });
    expect(await whole([first, live])).toEqual(['vip']);
  });
});
