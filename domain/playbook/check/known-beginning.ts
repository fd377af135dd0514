import { compileWhere } from '../compile/compile-matcher.ts';
import { milliseconds } from '../milliseconds.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { CountSource } from '../schema/count-schema.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import { MEASURES } from '../schema/measure-schema.ts';
import type { EventTriggerSource, SegmentTriggerSource, TriggerSource } from '../schema/trigger-schema.ts';
import { VISIT } from '../schema/window-schema.ts';
import { type FollowSegment, segmentFollower } from './followed-segments.ts';
import { type Foreseen, foreseeCondition, type SimpleCondition } from './foresee-condition.ts';

/** What each segment asks, by its id. */
export type SegmentConditions = ReadonlyMap<string, ConditionSource>;

/** `stopWhen` counts what happens after the journey began; all others see all history unless they say `since: entry`. */
export type Clock = 'journey' | 'history';

/** So deep segments within segments are looked into. */
const DEEPEST = 50;
/** An event that comes this late still begins a journey: shorter windows may not hold it. */
const LATEST_MILLISECONDS = 3_600_000;

/** What is known of conditions at the moment at which a trigger begins a journey. */
interface Beginning {
  /** Absent: whichever it is. */
  readonly trigger: TriggerSource | undefined;
  readonly segments: SegmentConditions;
  /** By condition, as text. */
  readonly facts: ReadonlyMap<string, boolean>;
  readonly followed: FollowSegment<Foreseen>;
}

/** Whether a condition holds at the moment at which a trigger begins a journey. @param trigger undefined: any */
export function foreseeAtBeginning(
  condition: ConditionSource,
  clock: Clock,
  trigger: TriggerSource | undefined,
  segments: SegmentConditions,
): Foreseen {
  return foreseeFrom(factsOf(trigger, segments), condition, clock, trigger, segments);
}

/** Whether a condition holds for who turns the other way than a trigger says: leaves its segment instead of entering it. */
export function foreseeAtTurn(
  condition: ConditionSource,
  { on, ...trigger }: SegmentTriggerSource,
  segments: SegmentConditions,
): Foreseen {
  const turned = on === 'exit' ? trigger : { ...trigger, on: 'exit' as const };
  const facts = factsOf(turned, segments);
  if (on === 'exit') return foreseeFrom(facts, condition, 'history', turned, segments);
  // Who leaves has been inside: what had happened by then has happened.
  const inside = [...factsOf(trigger, segments)].filter(([key, holds]) => holds && isLasting(key));
  return foreseeFrom(new Map([...inside, ...facts]), condition, 'history', turned, segments);
}

function factsOf(
  trigger: TriggerSource | undefined,
  segments: SegmentConditions,
): ReadonlyMap<string, boolean> {
  const facts = new Map<string, boolean>();
  if (trigger !== undefined && 'segment' in trigger)
    note({ facts, segments, depth: 0 }, { segment: trigger.segment }, trigger.on !== 'exit');
  return facts;
}

function foreseeFrom(
  facts: ReadonlyMap<string, boolean>,
  condition: ConditionSource,
  clock: Clock,
  trigger: TriggerSource | undefined,
  segments: SegmentConditions,
): Foreseen {
  const followed = segmentFollower<Foreseen>(undefined);
  const beginning = { trigger, segments, facts, followed };
  return foreseeCondition(condition, (simple) => foreseeSimple(beginning, simple, clock));
}

interface Notes {
  readonly facts: Map<string, boolean>;
  readonly segments: SegmentConditions;
  readonly depth: number;
}

/** A member meets all that its segment asks; who is none fails at least one. */
function note(notes: Notes, condition: ConditionSource, holds: boolean): void {
  const { facts, segments, depth } = notes;
  if (typeof condition === 'string' || facts.has(keyOf(condition)) || depth > DEEPEST) return;
  // Each file draws by itself.
  if (!('random' in condition)) facts.set(keyOf(condition), holds);
  if ('not' in condition) note(notes, condition.not, !holds);
  if ('all' in condition && holds) for (const each of condition.all) note(notes, each, true);
  if ('any' in condition && !holds) for (const each of condition.any) note(notes, each, false);
  if (!('segment' in condition) || condition.for !== undefined) return;
  const asked = segments.get(condition.segment);
  if (asked !== undefined) note({ ...notes, depth: depth + 1 }, asked, holds);
}

function foreseeSimple(beginning: Beginning, condition: SimpleCondition, clock: Clock): Foreseen {
  if ('event' in condition) return foreseeEvent(beginning, condition, clock);
  if ('sequence' in condition && (clock === 'journey' || condition.since === 'entry')) return false;
  if ('message' in condition && clock === 'journey') return false;
  const { facts, segments, followed } = beginning;
  const fact = facts.get(keyOf(condition));
  if (fact !== undefined || !('segment' in condition)) return fact;
  const { segment, for: duration } = condition;
  if (duration !== undefined) return facts.get(keyOf({ segment })) === false ? false : undefined;
  const asked = segments.get(segment);
  if (asked === undefined) return undefined;
  return followed(segment, () =>
    foreseeCondition(asked, (inner) => foreseeSimple(beginning, inner, 'history')),
  );
}

function foreseeEvent(
  { facts, trigger }: Beginning,
  condition: EventConditionSource,
  clock: Clock,
): Foreseen {
  const { since, count } = condition;
  const isSinceEntry = since === 'entry' || (clock === 'journey' && since === undefined);
  if (isSinceEntry) return isMeasured(condition) ? undefined : passes(count, 0);
  if (clock === 'journey') return undefined;
  const fact = facts.get(keyOf(condition));
  if (fact !== undefined) return fact;
  const isMet = trigger !== undefined && 'event' in trigger && isOneOf(trigger, condition);
  return isMet ? passesFromOneOn(count) : undefined;
}

function keyOf(condition: ConditionSource): string {
  return JSON.stringify(condition);
}

/** Whether it never fails again once it has held. @param key a condition, as text */
function isLasting(key: string): boolean {
  const condition = JSON.parse(key) as ConditionSource;
  if (typeof condition === 'string' || !('event' in condition)) return false;
  const { within, since, matching, count } = condition;
  const isEver = within === undefined && since === undefined && matching === undefined;
  return isEver && !isMeasured(condition) && boundsOf(count).highest === Number.POSITIVE_INFINITY;
}

function isMeasured(condition: EventConditionSource): boolean {
  return MEASURES.some((measure) => condition[measure] !== undefined);
}

/** Whether the event that begins the journey is surely one of those that a condition counts. */
function isOneOf(trigger: EventTriggerSource, condition: EventConditionSource): boolean {
  const { event, where, within, since, matching } = condition;
  if (since !== undefined || matching !== undefined || isMeasured(condition)) return false;
  const names = [event].flat();
  if (!names.includes('any') && ![trigger.event].flat().every((name) => names.includes(name))) return false;
  if (where !== undefined && textOf(where) !== textOf(trigger.where)) return false;
  if (within === undefined) return true;
  if (typeof within !== 'string' || within === VISIT || trigger.late === true) return false;
  return milliseconds(within) > LATEST_MILLISECONDS;
}

function textOf(where: EventConditionSource['where']): string {
  return JSON.stringify(compileWhere(where, 'UTC'));
}

/** Whether so many are as many as are asked for. */
function passes(count: CountSource | undefined, times: number): boolean {
  const { lowest, highest } = boundsOf(count);
  return lowest <= times && times <= highest;
}

/** It happened at least once; how often before nobody knows. */
function passesFromOneOn(count: CountSource | undefined): Foreseen {
  const { lowest, highest } = boundsOf(count);
  if (highest < 1) return false;
  return lowest <= 1 && highest === Number.POSITIVE_INFINITY ? true : undefined;
}

/** How often at least and at most; without a word at least once. */
export function boundsOf(count: CountSource | undefined): {
  readonly lowest: number;
  readonly highest: number;
} {
  if (count === undefined) return { lowest: 1, highest: Number.POSITIVE_INFINITY };
  if (typeof count === 'number') return { lowest: count, highest: count };
  const { atLeast = 0, moreThan = -1, atMost, lessThan, is, between } = count;
  return {
    lowest: Math.max(atLeast, moreThan + 1, is ?? 0, between?.[0] ?? 0),
    highest: Math.min(
      atMost ?? Number.POSITIVE_INFINITY,
      lessThan === undefined ? Number.POSITIVE_INFINITY : lessThan - 1,
      is ?? Number.POSITIVE_INFINITY,
      between?.[1] ?? Number.POSITIVE_INFINITY,
    ),
  };
}
