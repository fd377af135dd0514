import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { type ConcurrentReaders, createConcurrentReaders } from '../../support/concurrent-readers.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';
import { observePeople } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const GUESTS = 100;
const LARGEST_BATCH = 10;
/** A row's refusals, and what else may happen to the kiosk's: it is made, and joined to its first guest. */
const MOST_WRITES_OF_THE_KIOSK = 20 + 2;

let tables: RunningTables;
let readers: ConcurrentReaders;
beforeAll(async () => {
  logger.setLogLevel('SILENT');
  tables = await startTables(['Events', 'Profiles', 'Identities']);
  readers = createConcurrentReaders(tables, active);
});
afterAll(() => tables?.stop());

interface Kiosk {
  readonly device: string;
  readonly userIds: readonly string[];
  readonly events: readonly TrackingEvent[];
}

/** Guests log in on one device and spend one each; now and then somebody who is not logged in does too. */
function aKiosk(name: string, guests = GUESTS): Kiosk {
  const device = `deviceId#${name}`;
  const userIds = Array.from({ length: guests }, (_, number) => `userId#${name}-${number}`);
  const spent = (messageId: string, identifiers: string[]) =>
    anEvent({ messageId, name: 'Order Completed', properties: { revenue: 1 }, identifiers });
  const events = userIds.flatMap((userId, number) => [
    spent(`${name}-login-${number}`, [userId, device]),
    ...(number % 5 === 0 ? [spent(`${name}-stranger-${number}`, [device])] : []),
  ]);
  return { device, userIds, events };
}

/** Two shards: a guest's events are all on one of them, as are those of the device alone. */
function onTwoShards(events: readonly TrackingEvent[]): TrackingEvent[][][] {
  const isOdd = (event: TrackingEvent) =>
    (event.key.identifier.charCodeAt(event.key.identifier.length - 1) & 1) === 1;
  return [events.filter(isOdd), events.filter((event) => !isOdd(event))].map(toBatches);
}

function toBatches(events: readonly TrackingEvent[]): TrackingEvent[][] {
  const batches: TrackingEvent[][] = [];
  for (let at = 0; at < events.length; at += LARGEST_BATCH)
    batches.push(events.slice(at, at + LARGEST_BATCH));
  return batches;
}

describe('one device that a hundred guests log in on, read from two shards at once', () => {
  it.each([1, 2, 3])(
    'ends as a hundred guests, the device and what strangers did there its first’s alone (order %i)',
    async (seed) => {
      const { device, userIds, events } = aKiosk(`kiosk-${seed}`);
      const [order = events] = fc.sample(fc.shuffledSubarray([...events], { minLength: events.length }), {
        seed,
        numRuns: 1,
      });
      await readers.store(events);
      await readers.read(onTwoShards(order));

      const living = await readers.living([device, ...userIds]);
      const holders = living.filter((profile) => Object.hasOwn(profile.identifiers, device));
      expect(living).toHaveLength(GUESTS);
      expect(holders).toHaveLength(1);
      const spentBy = observePeople(active, living, NOW).map((person) => [
        person.identifiers.includes(device),
        person.identifiers.length,
        person.computed.lifetimeValue,
      ]);
      const strangers = events.length - GUESTS;
      for (const [isFirst, held, spent] of spentBy)
        expect([held, spent]).toEqual(isFirst ? [2, 1 + strangers] : [1, 1]);
    },
  );

  it('tells each of the others why, and stops writing the device’s row', async () => {
    const { device, userIds, events } = aKiosk('kiosk');
    await readers.store(events);
    await readers.read(onTwoShards(events));

    const rows = await readers.rows([device, ...userIds]);
    const refusals = userIds.filter((userId) =>
      rows
        .get(userId)
        ?.refused.some(
          ({ identifier, to, rule }) => identifier === device && to === userId && rule === 'unique',
        ),
    );
    expect(refusals).toHaveLength(GUESTS - 1);
    expect(rows.get(device)?.refused).toHaveLength(20);
    expect(rows.get(device)?.revision).toBeLessThanOrEqual(MOST_WRITES_OF_THE_KIOSK);
  });

  it.each([1, 2, 3])(
    'loses no refusal of those that two shards write on the device’s row (%i)',
    async (run) => {
      const { device, userIds, events } = aKiosk(`small-kiosk-${run}`, 20);
      await readers.store(events);
      await readers.read([events, [...events].reverse()].map((order) => order.map((event) => [event])));

      const refused = (await readers.rows([device])).get(device)?.refused.map(({ to }) => to);
      const [holder] = await readers.living([device]);
      const others = userIds.filter((userId) => !Object.hasOwn(holder?.identifiers ?? {}, userId));
      expect(others).toHaveLength(19);
      expect(refused?.toSorted()).toEqual(others.toSorted());
    },
  );
});
