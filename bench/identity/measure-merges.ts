import { itemBytes } from '../../local/cost/item-size.ts';
import { chunksOf } from '../cost/measure-path.ts';
import type { Figure } from '../figure.ts';
import { median } from '../quantile.ts';
import { documentClient } from '../template-tables.ts';
import { type MeteredTables, startMeteredTables } from '../units/metered-tables.ts';
import { type BatchCost, compileProgram, createPipelineOf, type RunBatch } from '../units/pipeline.ts';
import { type ClusterShape, clusterOf, withoutLimits } from './clusters.ts';
import { createPeopleMaker, type PeopleMaker, type Received } from './people-maker.ts';

const SIZES = [2, 10, 100, 1_000];
const SHORT = 10;
const LONG = 1_000;
/** Merges of a shape, after one that is billed: so many batches of so many. */
const BATCHES = 3;
const MERGES_A_BATCH = 5;
const EVENTS_A_BATCH = 100;

interface Measured extends ClusterShape {
  readonly cost: BatchCost;
  readonly mergesASecond: number;
}

/** What it takes to make two people one, by how many identifiers they hold and how much they have done. */
export async function measureMerges(): Promise<readonly Figure[]> {
  const tables = await startMeteredTables();
  const client = documentClient(tables.port, 'identity');
  try {
    const program = withoutLimits(await compileProgram('playbooks/hotel'));
    const house: House = {
      tables,
      maker: createPeopleMaker(client, tables.nameOf, program),
      run: createPipelineOf(tables, program),
    };
    for (const identifiers of SIZES)
      await measureShape(house, `w${identifiers}`, { identifiers, eventsASide: SHORT });
    const figures: Figure[] = [];
    for (const identifiers of SIZES) {
      const short = await measureShape(house, `s${identifiers}`, { identifiers, eventsASide: SHORT });
      const long = await measureShape(house, `l${identifiers}`, { identifiers, eventsASide: LONG });
      figures.push(...figuresOf(short, long));
    }
    return figures;
  } finally {
    client.destroy();
    await tables.stop();
  }
}

interface House {
  readonly tables: MeteredTables;
  readonly maker: PeopleMaker;
  readonly run: RunBatch;
}

async function measureShape({ maker, run }: House, name: string, shape: ClusterShape): Promise<Measured> {
  const clusters = Array.from({ length: 1 + BATCHES * MERGES_A_BATCH }, (_, number) =>
    clusterOf(`${name}-${number}`, shape),
  );
  for (const { sides } of clusters) for (const side of sides) await live(maker, side);
  const [billed, ...timed] = clusters.map(({ merge }) => merge);
  if (billed === undefined) throw new Error('there is nothing to merge');
  const cost = await run([billed.message], billed.at);
  return { ...shape, cost, mergesASecond: await rateOf(maker, timed) };
}

async function live(maker: PeopleMaker, side: readonly Received[]): Promise<void> {
  const events = await maker.store(side);
  for (let from = 0; from < events.length; from += EVENTS_A_BATCH)
    await maker.resolve(events.slice(from, from + EVENTS_A_BATCH));
}

/** The middle one of some batches, each as the stream hands it on. */
async function rateOf(maker: PeopleMaker, merges: readonly Received[]): Promise<number> {
  const rates: number[] = [];
  for (const batch of chunksOf(merges, MERGES_A_BATCH)) {
    const events = await maker.store(batch);
    const begun = performance.now();
    await maker.resolve(events);
    rates.push(events.length / ((performance.now() - begun) / 1000));
  }
  return median(rates);
}

/** The long history's beside the short one's: what does not grow with history has a ratio of one. */
function figuresOf(short: Measured, long: Measured): Figure[] {
  const of = `${short.identifiers} identifiers`;
  const { resolve } = long.cost;
  const bytes = resolve.written.map(({ item }) => itemBytes(item)).join(', ');
  return [
    {
      name: `${of}: items written by a merge`,
      ours: resolve.written.length,
      peer: short.cost.resolve.written.length,
      unit: 'items',
      note: `of ${bytes} bytes, in ${resolve.calls} calls; peer: of people with ${SHORT} events each, in place of ${LONG}`,
    },
    {
      name: `${of}: write units of a merge`,
      ours: resolve.write,
      peer: short.cost.resolve.write,
      unit: 'units',
    },
    {
      name: `${of}: read units of a merge`,
      ours: resolve.read,
      peer: short.cost.resolve.read,
      unit: 'units',
    },
    { name: `${of}: merges a second`, ours: long.mergesASecond, peer: short.mergesASecond, unit: 'merges/s' },
  ];
}
