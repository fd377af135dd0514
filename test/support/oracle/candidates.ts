import { elementsOf } from './paths.ts';
import { timeoutOf } from './presence.ts';
import { lengthOf, momentOf, whenAsOldAs } from './values.ts';
import { bucketTurns, topBucketTurns } from './windows.ts';
import { eventsOf, type World, zoneOf } from './world.ts';
import type { Json, Written, WrittenSelector, WrittenWithin } from './written.ts';

const GRANTS: WrittenSelector = { event: 'Offer Granted' };

/** Every moment at which a segment's condition could turn, ascending; some at which it does not are among them. */
export function candidateMoments(world: World, segment: string): readonly number[] {
  const key = `candidates of ${segment}`;
  const known = world.memory.get(key) as readonly number[] | undefined;
  if (known !== undefined) return known;
  const when = world.playbook.segments[segment]?.when ?? 'everyone';
  const moments = new Set(candidatesOf(world, when));
  const ascending = [...moments].sort((a, b) => a - b);
  world.memory.set(key, ascending);
  return ascending;
}

/** Every moment at which a condition could turn. */
export function candidatesOf(world: World, written: Written): number[] {
  const moments = world.events.map(({ time }) => time);
  const lengths = new Set<number>();
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) collect(each);
    else if (typeof part === 'object' && part !== null) {
      moments.push(...ownTurns(world, part as Record<string, unknown>, lengths));
      for (const each of Object.values(part)) collect(each);
    }
  };
  collect(written);
  const after = moments.flatMap((moment) => [moment, ...[...lengths].map((length) => moment + length)]);
  return after.flatMap((moment) => [moment, moment + 1]);
}

/** What one part of a condition adds: moments of its own, and lengths that are counted from all others. */
function ownTurns(world: World, part: Record<string, unknown>, lengths: Set<number>): number[] {
  const turns: number[] = [];
  const { within, segment, trait, since } = part;
  for (const length of [part.for, part.span]) if (typeof length === 'string') lengths.add(lengthOf(length));
  if (within === 'visit') lengths.add(lengthOf(world.playbook.settings.visit?.endsAfter ?? '1 day'));
  else if (within !== undefined) {
    turns.push(...windowTurns(world, within as WrittenWithin));
    if (typeof within === 'string') lengths.add(lengthOf(within));
  }
  if (typeof since === 'string') turns.push(momentOf(since, zoneOf(world)) ?? 0);
  if (typeof segment === 'string') turns.push(...candidateMoments(world, segment));
  if (typeof trait === 'string') turns.push(...traitTurns(world, part));
  if ('at' in part || 'zone' in part) {
    for (const venue of ['', ...Object.keys(world.playbook.settings.venues ?? {})]) {
      lengths.add(timeoutOf(world, venue));
    }
  }
  if ('offer' in part) turns.push(...termTurns(world));
  if ('message' in part) turns.push(...world.sends.map(({ at }) => at));
  return turns;
}

function termTurns(world: World): number[] {
  return eventsOf(world, GRANTS, Number.POSITIVE_INFINITY).flatMap(({ properties }) =>
    [properties.validFrom, properties.validUntil].flatMap((end) => momentOf(end, zoneOf(world)) ?? []),
  );
}

function windowTurns(world: World, within: WrittenWithin): number[] {
  return world.events.flatMap(({ time }) => [...bucketTurns(time, within), ...topBucketTurns(time, within)]);
}

/** A trait turns with the windows that it is computed over, and with the dates in it. */
function traitTurns(world: World, part: Record<string, unknown>): number[] {
  const [name = ''] = String(part.trait).split('.');
  const computed = world.playbook.traits[name];
  const windows = [computed?.of.within, computed?.minus?.of.within].filter((each) => each !== undefined);
  const turns = windows.flatMap((within) => [
    ...windowTurns(world, within),
    ...(typeof within === 'string' ? world.events.map(({ time }) => time + lengthOf(within)) : []),
  ]);
  const zone = zoneOf(world);
  const dates = world.events.flatMap(({ traits, properties }) =>
    scalarsWithin([traits, properties]).flatMap((value) => momentOf(value, zone) ?? []),
  );
  for (const test of ['withinLast', 'withinNext'] as const) {
    if (typeof part[test] !== 'string') continue;
    const length = lengthOf(part[test]);
    turns.push(...dates.flatMap((date) => [date, date + length, date - length]));
  }
  for (const test of ['before', 'after'] as const) {
    const text = String(part[test] ?? '');
    if (text.endsWith(' ago')) {
      turns.push(...dates.map((date) => whenAsOldAs(date, text.replace(' ago', ''), zone)));
    }
  }
  return turns;
}

function scalarsWithin(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [value as Json];
  return Object.values(value).flatMap((each) => elementsOf(scalarsWithin(each)));
}
