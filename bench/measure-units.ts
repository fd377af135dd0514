import { itemBytes } from '../local/cost/item-size.ts';
import type { Figure } from './figure.ts';
import { runBeginnings } from './units/beginnings.ts';
import { findTraitBytes, runKnownGuests, type Scenario, sizesOf } from './units/known-guests.ts';
import { browserPageOf, pageOf } from './units/messages.ts';
import { startMeteredTables } from './units/metered-tables.ts';
import { type BatchCost, createPipeline, type RunBatch } from './units/pipeline.ts';

const EVENTS_A_BATCH = 100;
const KIBIBYTE = 1024;
const UNITS = 'units/event';
/** For 4 events a guest a batch and profiles of 1 KiB. */
const WRITE_LIMIT = 1.6;

interface Measured extends Scenario {
  readonly kibibytes: number;
  readonly cost: BatchCost;
}

/** Modelled DynamoDB request units of an event, from the calls that the product's code makes. */
export async function measureUnits(): Promise<readonly Figure[]> {
  const tables = await startMeteredTables();
  try {
    const run = await createPipeline(tables, 'playbooks/hotel');
    const measured: Measured[] = [];
    for (const kibibytes of [1, 2, 8]) {
      for (const eventsPerGuest of [1, 4, 25])
        measured.push(await measureKnown(run, { kibibytes, eventsPerGuest, page: pageOf }));
    }
    const browser = await measureKnown(run, { kibibytes: 1, eventsPerGuest: 4, page: browserPageOf });
    return [
      ...[...measured, browser].map(writeFigure),
      ...measured.map(readFigure),
      ...aimsOf(measured),
      ...(await measureBeginnings(run)),
    ];
  } finally {
    await tables.stop();
  }
}

type Asked = Pick<Measured, 'kibibytes' | 'eventsPerGuest' | 'page'>;

async function measureKnown(run: RunBatch, asked: Asked): Promise<Measured> {
  const { kibibytes, eventsPerGuest, page } = asked;
  const guests = EVENTS_A_BATCH / eventsPerGuest;
  const name = `${page === pageOf ? 'n' : 'b'}${kibibytes}e${eventsPerGuest}`;
  const scenario: Scenario = { ...asked, name, guests, traitBytes: 0 };
  const traitBytes = await findTraitBytes(run, scenario, kibibytes * KIBIBYTE);
  const cost = await runKnownGuests(run, { ...scenario, traitBytes });
  return { ...asked, ...scenario, traitBytes, cost };
}

const titleOf = ({ eventsPerGuest, kibibytes, page }: Measured) =>
  `${eventsPerGuest} a batch, ${kibibytes} KiB${page === pageOf ? '' : ', sent by a browser'}`;

function writeFigure(measured: Measured): Figure {
  const { cost, kibibytes, eventsPerGuest } = measured;
  const isLimited = kibibytes === 1 && eventsPerGuest === 4;
  const { smallest, largest } = sizesOf(cost);
  return {
    name: `write units, ${titleOf(measured)}`,
    ours: writeUnits(cost),
    ...(isLimited ? { limit: WRITE_LIMIT } : {}),
    unit: UNITS,
    note: `${partsOf(cost)}; stored event ${eventBytes(cost)} bytes, profile ${smallest} to ${largest} bytes`,
  };
}

function readFigure(measured: Measured): Figure {
  const { cost } = measured;
  return { name: `read units, ${titleOf(measured)}`, ours: cost.resolve.read / cost.events, unit: UNITS };
}

/** The worst of all scenarios. */
function aimsOf(measured: readonly Measured[]): Figure[] {
  const most = (pick: (one: Measured) => number) => Math.max(...measured.map(pick));
  return [
    {
      name: 'profile writes, at the most',
      ours: most(({ cost, guests }) => cost.profiles.length / guests),
      limit: 1,
      unit: 'writes/guest/batch',
    },
    {
      name: 'bus entries of events without a signal, at the most',
      ours: most(({ cost }) => cost.busEntries / cost.events),
      limit: 0,
      unit: 'entries/event',
    },
  ];
}

async function measureBeginnings(run: RunBatch): Promise<Figure[]> {
  const { newBrowser, newGuest, merge } = await runBeginnings(run);
  const figureOf = (what: string, cost: BatchCost): Figure => ({
    name: `write units, ${what}`,
    ours: writeUnits(cost),
    unit: UNITS,
    note: `${partsOf(cost)}; stored event ${eventBytes(cost)} bytes, written items ${sizes(cost)} bytes, bus entries ${cost.busEntries}`,
  });
  return [
    figureOf('first event of a new browser', newBrowser),
    figureOf('first event of a new guest (userId and browser)', newGuest),
    figureOf('sign-in that merges two profiles', merge),
  ];
}

const writeUnits = ({ collect, resolve, events }: BatchCost) => (collect.write + resolve.write) / events;
const sizes = ({ resolve }: BatchCost) => resolve.written.map(({ item }) => itemBytes(item)).join(', ');
const eventBytes = ({ collect }: BatchCost) =>
  Math.max(...collect.written.map(({ item }) => itemBytes(item)));

function partsOf({ collect, resolve, events }: BatchCost): string {
  const share = (units: number) => Math.round((units / events) * 1000) / 1000;
  const index = share(resolve.indexWrite);
  return `event ${share(collect.write)}, people ${share(resolve.write - resolve.indexWrite)}, index ${index}`;
}
