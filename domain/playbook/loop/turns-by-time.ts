import { type FollowSegment, segmentFollower } from '../check/followed-segments.ts';
import type { SimpleCondition } from '../check/foresee-condition.ts';
import type { SegmentConditions } from '../check/known-beginning.ts';
import { boundsOf } from '../check/known-beginning.ts';
import type { PlaybookSource } from '../playbook-source.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import type { MatcherTestsSource } from '../schema/matcher-schema.ts';
import { MEASURES } from '../schema/measure-schema.ts';
import type { TraitSource } from '../schema/trait-schema.ts';

/** Which ways a condition may turn: to hold, and to fail. */
export interface Turns {
  readonly up: boolean;
  readonly down: boolean;
}

export const NO_TURN: Turns = { up: false, down: false };
export const BOTH_TURNS: Turns = { up: true, down: true };

/** What conditions may name. */
export interface Declared {
  readonly segments: SegmentConditions;
  readonly traits: ReadonlyMap<string, TraitSource>;
  /** Of dates that name none. */
  readonly zone: string;
}

/** What the conditions of a playbook may name. */
export function declaredIn({ segments, traits, settings }: PlaybookSource): Declared {
  return {
    segments: new Map(segments.map(({ id, source }) => [id, source.when])),
    traits: new Map(traits.map(({ id, source }) => [id, source])),
    zone: settings.timezone,
  };
}

const followed = new WeakMap<Declared, FollowSegment<Turns>>();

/** Which ways a condition may turn as time passes and nothing happens. */
export function turnsByTime(condition: ConditionSource, declared: Declared): Turns {
  const inner = (each: ConditionSource) => turnsByTime(each, declared);
  if (typeof condition === 'string') return NO_TURN;
  if ('not' in condition) return opposite(inner(condition.not));
  if ('all' in condition) return union(condition.all.map(inner));
  if ('any' in condition) return union(condition.any.map(inner));
  if (!('segment' in condition)) return turnsOfSimple(condition, declared);
  const { segment, for: duration } = condition;
  const asked = declared.segments.get(segment);
  const own = asked === undefined ? NO_TURN : segmentsOf(declared)(segment, () => inner(asked));
  return duration === undefined ? own : { up: true, down: own.down };
}

function segmentsOf(declared: Declared): FollowSegment<Turns> {
  const segments = followed.get(declared) ?? segmentFollower(NO_TURN);
  followed.set(declared, segments);
  return segments;
}

export function opposite({ up, down }: Turns): Turns {
  return { up: down, down: up };
}

export function union(turns: readonly Turns[]): Turns {
  return { up: turns.some(({ up }) => up), down: turns.some(({ down }) => down) };
}

function turnsOfSimple(condition: SimpleCondition, declared: Declared): Turns {
  if ('event' in condition) return turnsOfEvents(condition);
  if ('sequence' in condition) {
    const last = condition.sequence.at(-1);
    const lasts = last !== undefined && 'not' in last && (last.for ?? last.not.for) !== undefined;
    return { up: lasts, down: condition.within !== undefined };
  }
  if ('affinity' in condition) return condition.within === undefined ? NO_TURN : BOTH_TURNS;
  if ('trait' in condition) {
    const computed = declared.traits.get(condition.trait.split('.')[0] ?? '');
    if (computed === undefined || !isOfWindow(computed)) return turnsOfDates(condition);
    const isCount =
      computed.count !== undefined && computed.minus === undefined && (computed.times ?? 1) >= 0;
    return isCount && typeof computed.of.within === 'string' ? turnsOfShrinking(condition) : BOTH_TURNS;
  }
  if ('message' in condition) return { up: false, down: condition.within !== undefined };
  return { up: false, down: 'at' in condition || 'zone' in condition };
}

function turnsOfEvents(condition: EventConditionSource): Turns {
  const { within, count, sum } = condition;
  if (within === undefined) return NO_TURN;
  const isMeasured = MEASURES.some((key) => condition[key] !== undefined);
  if (Array.isArray(within) || (isMeasured && sum === undefined)) return BOTH_TURNS;
  const { lowest, highest } = boundsOf(count);
  const counted = { up: highest < Number.POSITIVE_INFINITY, down: lowest > 0 };
  return sum === undefined ? counted : union([counted, turnsOfShrinking(sum)]);
}

/** Of a number that only falls as what made it leaves the window. */
function turnsOfShrinking(tests: object): Turns {
  const keys = Object.keys(tests).filter((key) => !['of', 'trait'].includes(key));
  return {
    up: keys.some((key) => !['atLeast', 'moreThan'].includes(key)),
    down: keys.some((key) => !['atMost', 'lessThan'].includes(key)),
  };
}

function isOfWindow({ of, minus }: TraitSource): boolean {
  return (of.within ?? minus?.of.within) !== undefined;
}

const AGO = /\sago\s*$/iu;

/** Dates that are compared with a moment that moves. */
export function turnsOfDates({ withinLast, withinNext, before, after }: MatcherTestsSource): Turns {
  if (withinLast !== undefined || withinNext !== undefined) return BOTH_TURNS;
  const isAgo = (value: string | number | undefined) => typeof value === 'string' && AGO.test(value);
  return { up: isAgo(before), down: isAgo(after) };
}
