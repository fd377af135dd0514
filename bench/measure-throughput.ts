import type { JsonObject } from '../domain/event/json.ts';
import { measurePuts } from './dynamodb-puts.ts';
import type { Figure } from './figure.ts';
import { hotelMix } from './hotel-mix.ts';
import { median } from './quantile.ts';
import { type RunningStack, startRunningStack } from './running-stack.ts';

const GUESTS = 425;
const EVENTS_PER_GUEST = 4;
const ROUNDS = 5;
const EVENTS_A_POST = 100;
const POSTS_AT_ONCE = 4;

/** Events through the whole local pipeline, and what they would cost on AWS. */
export async function measureThroughput(): Promise<readonly Figure[]> {
  const stack = await startRunningStack('playbooks/hotel', () => {});
  const figures: Figure[] = [];
  try {
    // The guests are made first: what comes once in a guest's life is not what a day consists of.
    await sendAll(stack, hotelMix('first', GUESTS, 1));
    const before = await costOf(stack);
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const events = hotelMix(`round-${round}`, GUESTS, EVENTS_PER_GUEST);
      rates.push(await rateOf(stack, events));
    }
    figures.push(throughputFigure(rates), priceFigure(before, await costOf(stack)));
  } finally {
    await stack.stop();
  }
  const peer = await measurePuts();
  return figures.map((figure) => (figure.unit === 'events/s' ? { ...figure, peer } : figure));
}

/** Events a second, from the first post until nothing is in flight any more. */
async function rateOf(stack: RunningStack, events: readonly JsonObject[]): Promise<number> {
  const begun = performance.now();
  await sendAll(stack, events);
  return events.length / ((performance.now() - begun) / 1000);
}

async function sendAll(stack: RunningStack, events: readonly JsonObject[]): Promise<void> {
  const posts: JsonObject[][] = [];
  for (let at = 0; at < events.length; at += EVENTS_A_POST) posts.push(events.slice(at, at + EVENTS_A_POST));
  const sendRest = async () => {
    for (let post = posts.shift(); post !== undefined; post = posts.shift()) await stack.collect(post);
  };
  await Promise.all(Array.from({ length: POSTS_AT_ONCE }, sendRest));
  await stack.settle();
}

function throughputFigure(rates: readonly number[]): Figure {
  const all = rates.map((rate) => Math.round(rate)).join(', ');
  return {
    name: 'local: events through the whole pipeline',
    ours: median(rates),
    unit: 'events/s',
    note: `the middle one of ${all}, each of ${GUESTS * EVENTS_PER_GUEST} events of ${GUESTS} guests until settled; peer: plain conditional puts of such events into DynamoDB Local alone, here and now (architecture.md names 600 to 1,800 a second)`,
  };
}

interface Cost {
  readonly events: number;
  readonly price: { readonly perMillionEvents: number; readonly parts: Readonly<Record<string, number>> };
}

const costOf = (stack: RunningStack) => stack.get<Cost>('/_local/cost');

/** The system's own model of the price; guests that were made before are taken out again. */
function priceFigure(before: Cost, after: Cost): Figure {
  const events = after.events - before.events;
  const perMillion = (pick: (cost: Cost) => number) =>
    (pick(after) * after.events - pick(before) * before.events) / events;
  const parts = Object.keys(after.price.parts).flatMap((part) => {
    const dollars = perMillion((cost) => cost.price.parts[part] ?? 0).toFixed(2);
    return Number(dollars) > 0 ? [`${part} ${dollars}`] : [];
  });
  return {
    name: 'modelled price of the mix',
    ours: perMillion((cost) => cost.price.perMillionEvents),
    unit: 'USD/million events',
    note: `${parts.join(', ')}; list prices, 100 events a request, durations as here`,
  };
}
