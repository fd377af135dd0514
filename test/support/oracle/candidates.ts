import { elementsOf } from './paths.ts';
import { timeoutOf } from './presence.ts';
import { lengthOf, momentOf, whenPassed } from './values.ts';
import { bucketTurns, topBucketTurns } from './windows.ts';
import { eventsOf, type World, zoneOf } from './world.ts';
import { type Json, MEASURES, type Written, type WrittenSelector, type WrittenWithin } from './written.ts';

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

/** Every moment at which a condition could turn: when something happens, so long after it, and what its parts add. */
export function candidatesOf(world: World, written: Written): number[] {
  const turns: number[] = [];
  const lengths = new Set<number>([0]);
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) collect(each);
    else if (typeof part === 'object' && part !== null) {
      turns.push(...ownTurns(world, part as Record<string, unknown>, lengths));
      for (const each of Object.values(part)) collect(each);
    }
  };
  collect(written);
  const times = [...world.events.map(({ time }) => time), ...world.sends.map(({ at }) => at)];
  return [...turns, ...[...lengths].flatMap((length) => times.map((time) => time + length))];
}

/** What one part of a condition adds: moments of its own, and lengths that are counted from whatever happens. */
function ownTurns(world: World, part: Record<string, unknown>, lengths: Set<number>): number[] {
  const turns: number[] = [];
  const { within, segment, trait, since } = part;
  for (const length of lengthsOf(world, part)) lengths.add(length);
  if (isBucketed(part)) turns.push(...windowTurns(world, within as WrittenWithin, bucketTurns));
  if (typeof since === 'string' && since !== 'entry') turns.push(momentOf(since, zoneOf(world)) ?? 0);
  if (typeof segment === 'string') turns.push(...segmentTurns(world, segment, part.for));
  if (typeof trait === 'string') turns.push(...traitTurns(world, part));
  if ('offer' in part) turns.push(...termTurns(world));
  return turns;
}

/** What is counted from whatever happens: windows, visits, stays. In milliseconds. */
function lengthsOf(world: World, part: Record<string, unknown>): number[] {
  const { settings } = world.playbook;
  const written = [part.for, part.span, part.within === 'visit' ? settings.visit?.endsAfter : part.within];
  const lengths = written.flatMap((length) => (typeof length === 'string' ? [lengthOf(length)] : []));
  if (!('at' in part || 'zone' in part)) return lengths;
  const venues = ['', ...Object.keys(settings.venues ?? {})];
  return [...lengths, ...venues.map((venue) => timeoutOf(world, venue))];
}

function isBucketed(part: Record<string, unknown>): boolean {
  if (part.within === undefined || part.within === 'visit') return false;
  return Array.isArray(part.within) || 'affinity' in part || MEASURES.some((measure) => measure in part);
}

/** Another segment turns what asks about it when it turns, or so long after. */
function segmentTurns(world: World, segment: string, length: unknown): number[] {
  const moments = candidateMoments(world, segment);
  if (typeof length !== 'string') return [...moments];
  return moments.flatMap((moment) => [moment, moment + lengthOf(length)]);
}

function termTurns(world: World): number[] {
  return eventsOf(world, GRANTS, Number.POSITIVE_INFINITY).flatMap(({ properties }) =>
    [properties.validFrom, properties.validUntil].flatMap((end) => momentOf(end, zoneOf(world)) ?? []),
  );
}

function windowTurns(world: World, within: WrittenWithin, turnsOf: typeof bucketTurns): number[] {
  return world.events.flatMap(({ time }) => turnsOf(time, within));
}

/** A trait turns with the windows that it is computed over, and with the dates in it. */
function traitTurns(world: World, part: Record<string, unknown>): number[] {
  const [name = ''] = String(part.trait).split('.');
  const computed = world.playbook.traits[name];
  const windows = [computed?.of.within, computed?.minus?.of.within].filter((each) => each !== undefined);
  const turnsOf = computed?.top === undefined ? bucketTurns : topBucketTurns;
  const turns = windows.flatMap((within) => [
    ...windowTurns(world, within, turnsOf),
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
    if (!text.endsWith(' ago')) continue;
    const whenPast = (date: number) => whenPassed(date, text.replace(' ago', ''), zone);
    turns.push(...dates.flatMap((date) => [whenPast(date - 1), whenPast(date)]));
  }
  return turns;
}

function scalarsWithin(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [value as Json];
  return Object.values(value).flatMap((each) => elementsOf(scalarsWithin(each)));
}
