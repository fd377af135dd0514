import { windowOf } from './counting.ts';
import { amountOf, differentValues, doubtManyValues } from './measures.ts';
import { scalarsAt, valuesAt } from './paths.ts';
import { rounded } from './values.ts';
import { firstOfBuckets, isWithin, isWithinTopBuckets } from './windows.ts';
import { eventsOf, type World } from './world.ts';
import type { Json, WrittenAmount } from './written.ts';

/** The value of a trait: what is computed of events, else what was last told. Undefined: missing. */
export function traitOf(world: World, name: string, now: number): Json | undefined {
  return name in world.playbook.traits ? computedTrait(world, name, now) : toldTrait(world, name, now);
}

/** The latest by (time, messageId) stands; null is missing. */
function toldTrait({ events }: World, name: string, now: number): Json | undefined {
  const latest = events.findLast(({ time, traits }) => time <= now && Object.hasOwn(traits, name));
  return latest?.traits[name] ?? undefined;
}

/** A computed trait: its amount, times a factor, less another. */
export function computedTrait(world: World, name: string, now: number): Json | undefined {
  const written = world.playbook.traits[name];
  if (written === undefined) return undefined;
  const { times, minus } = written;
  const value = amountNow(world, written, now);
  if (times === undefined && minus === undefined) return value;
  if (typeof value !== 'number') return undefined;
  const less = minus === undefined ? 0 : amountNow(world, minus, now);
  return rounded(value * (times ?? 1) - (typeof less === 'number' ? less : 0));
}

function amountNow(world: World, written: WrittenAmount, now: number): Json | undefined {
  const { of } = written;
  const all = eventsOf(world, of, now);
  const isIn = windowOf(world, of.within, { now, isBucketed: true });
  const inBuckets = all.filter(({ time }) => isIn(time));
  if (written.count !== undefined) return inBuckets.length;
  if (written.first !== undefined) return valueOfOne(firstOnes(all, written, now), written.first, 'first');
  if (written.last !== undefined) {
    const within = all.filter(({ time }) => isWithin(time, of.within as string | undefined, now));
    return valueOfOne(within, written.last, 'last');
  }
  if (written.top !== undefined) {
    doubtManyValues(world, all, written.top);
    const within = all.filter(({ time }) => isWithinTopBuckets(time, of.within, now));
    return mostFrequent(within, written.top);
  }
  if (written.unique !== undefined) {
    doubtManyValues(world, all, written.unique);
    return differentValues(inBuckets, written.unique);
  }
  const measure = (['sum', 'average', 'min', 'max'] as const).find((each) => written[each] !== undefined);
  return amountOf(measure ?? 'sum', inBuckets, written[measure ?? 'sum'] ?? '');
}

type Events = ReturnType<typeof eventsOf>;

/** Those that may be the first in the window: only what has the property is there at all. */
function firstOnes(all: Events, { first = '', of: { within } }: WrittenAmount, now: number): Events {
  const having = all.filter(({ properties }) => valuesAt(properties, first).length > 0);
  return typeof within === 'string' ? firstOfBuckets(having, within, now) : having;
}

/** The property of the first, or last, event that has it; through a list, the list of them. */
function valueOfOne(events: Events, path: string, which: 'first' | 'last'): Json | undefined {
  const having = events.filter(({ properties }) => valuesAt(properties, path).length > 0);
  const event = which === 'first' ? having[0] : having.at(-1);
  const values = event === undefined ? [] : valuesAt(event.properties, path);
  return values.length > 1 ? values : values[0];
}

/** The value that came most often; of those the one that came last; then the first by its JSON text. */
function mostFrequent(events: Events, path: string): Json | undefined {
  const came = events.flatMap(({ time, properties }) =>
    scalarsAt(properties, path).map((value) => ({ text: JSON.stringify(value), time })),
  );
  const ranked = [...new Set(came.map(({ text }) => text))].map((text) => {
    const times = came.filter((one) => one.text === text).map(({ time }) => time);
    return { text, count: times.length, latest: Math.max(...times) };
  });
  ranked.sort((a, b) => b.count - a.count || b.latest - a.latest || (a.text < b.text ? -1 : 1));
  return ranked[0] === undefined ? undefined : (JSON.parse(ranked[0].text) as Json);
}
