import { createAnnouncer } from '../units/announcer.ts';
import { findTraitBytes, runKnownGuests } from '../units/known-guests.ts';
import { guestOf, pageOf } from '../units/messages.ts';
import { type MeteredTables, startMeteredTables } from '../units/metered-tables.ts';
import { createPipeline } from '../units/pipeline.ts';
import { createBarePath, knowBareGuests } from './bare-path.ts';
import type { EventPath } from './event-path.ts';
import { createHeldClient } from './held-client.ts';
import {
  chunksOf,
  measureWork,
  nextEvents,
  type PathWork,
  type Shape,
  type Traffic,
} from './measure-path.ts';
import { createOurPath, type PathClients } from './our-path.ts';

export const GUESTS = 25;
/** Their moments may take a digit more in a later round, and none may begin a second KiB. */
const PROFILE_BYTES = 1024 - 32;
const SCENARIO = 'cost';
/** After all that makes the guests known (known-guests.ts). */
export const BEGIN = Date.UTC(2026, 2, 4, 10);

/** What an event takes on a way, and what an invocation does, where events come in a shape. */
export interface MeasuredPath {
  readonly shape: Shape;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** By how many bytes the tables grow with an event. */
  readonly storedBytes: number;
  /** Signals on the bus. */
  readonly busEntries: number;
  readonly work: PathWork;
}

/** A full stream: each guest's four events in one request, all guests' in one batch. */
export const FULL: Shape = { eventsAGuest: 4, eventsARequest: 4, guestsABatch: GUESTS };
/** Few guests at a time, so that each is a batch. */
const QUIET: Shape = { ...FULL, guestsABatch: 1 };
/** Each event is a request, as browsers send them. */
const SINGLE: Shape = { ...FULL, eventsARequest: 1 };
/** Each event is a request and a batch: it cannot be dearer. */
const ALONE: Shape = { eventsAGuest: 1, eventsARequest: 1, guestsABatch: 1 };

export interface MeasuredEvents {
  readonly full: MeasuredPath;
  readonly quiet: MeasuredPath;
  readonly single: MeasuredPath;
  readonly alone: MeasuredPath;
  /** Of the full stream. */
  readonly floor: MeasuredPath;
}

/** Ours and the floor, with the same guests on the same tables. */
export async function measureEvents(): Promise<MeasuredEvents> {
  const tables = await startMeteredTables();
  try {
    const guests = Array.from({ length: GUESTS }, (_, number) => guestOf(SCENARIO, number));
    await makeKnown(tables, { name: SCENARIO, profileBytes: PROFILE_BYTES });
    const traffic: Traffic = { guests, clock: { now: BEGIN } };
    const metered: PathClients = { collect: tables.clientOf('path'), resolve: tables.clientOf('path') };
    const held = createHeldClient(tables.port);
    const timed: PathClients = { collect: held.client, resolve: held.client };
    await knowBareGuests(tables, metered.resolve, guests);
    const measure = async (counted: EventPath, watched: EventPath, shape: Shape): Promise<MeasuredPath> => ({
      shape,
      ...(await countUnits(counted, tables, traffic, shape)),
      work: await measureWork(watched, held, traffic, shape),
    });
    const [counted, watched] = [
      await createOurPath(tables, metered, traffic.clock),
      await createOurPath(tables, timed, traffic.clock),
    ];
    return {
      full: await measure(counted, watched, FULL),
      quiet: await measure(counted, watched, QUIET),
      single: await measure(counted, watched, SINGLE),
      alone: await measure(counted, watched, ALONE),
      floor: await measure(createBarePath(tables, metered), createBarePath(tables, timed), FULL),
    };
  } finally {
    await tables.stop();
  }
}

/** Guests with profiles of so many bytes, as the figures of units have them. */
export async function makeKnown(
  tables: MeteredTables,
  { name, profileBytes }: { readonly name: string; readonly profileBytes: number },
): Promise<void> {
  const run = await createPipeline(tables, 'playbooks/hotel');
  const scenario = {
    name,
    guests: GUESTS,
    eventsPerGuest: FULL.eventsAGuest,
    traitBytes: 0,
    page: pageOf,
  };
  const traitBytes = await findTraitBytes(run, scenario, profileBytes);
  await runKnownGuests(run, { ...scenario, traitBytes });
}

/** What the requests and batches of a round take of the tables, by event, and what they wrote. */
export async function countUnits(
  path: EventPath,
  tables: MeteredTables,
  traffic: Traffic,
  shape: Shape,
): Promise<Omit<MeasuredPath, 'shape' | 'work'>> {
  await tables.take('path'); // what came before is nobody's
  const events = await (traffic.next?.(shape) ?? nextEvents(traffic, shape));
  for (const guests of chunksOf(events, shape.guestsABatch)) {
    for (const request of guests) await path.collect(request);
    await path.resolve(path.takeBatch());
  }
  const { write, read, stored, written } = await tables.take('path');
  const count = events.flat().length;
  const profilesTable = tables.nameOf('Profiles');
  const profiles = written.filter(({ tableName }) => tableName === profilesTable).map(({ item }) => item);
  const busEntries = await createAnnouncer(tables.model)(profiles);
  return {
    writeUnits: write / count,
    readUnits: read / count,
    storedBytes: stored / count,
    busEntries: busEntries / count,
  };
}
