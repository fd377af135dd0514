import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileMatcher } from '../../segment/matcher/compile-matcher.ts';
import { compileSelector as compileMatch } from '../../segment/matcher/compile-selector.ts';
import { readPath } from '../../segment/matcher/read-path.ts';
import { type FollowSegment, segmentFollower } from '../check/followed-segments.ts';
import type { Foreseen, SimpleCondition } from '../check/foresee-condition.ts';
import { boundsOf } from '../check/known-beginning.ts';
import { namesOfStatus } from '../compile/compile-guest-condition.ts';
import { compileTests } from '../compile/compile-matcher.ts';
import { compileSelector } from '../compile/compile-selector.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import type { WhereSource } from '../schema/matcher-schema.ts';
import { MEASURES } from '../schema/measure-schema.ts';
import type { EventNames } from '../schema/scalar-schemas.ts';
import type { TraitSource } from '../schema/trait-schema.ts';
import type { Write } from './campaign-writes.ts';
import {
  BOTH_TURNS,
  type Declared,
  NO_TURN,
  opposite,
  type Turns,
  turnsOfDates,
  union,
} from './turns-by-time.ts';

/** What a write does to a condition: what it then is, if that is known, and which ways it may have turned. */
export interface Effect extends Turns {
  readonly holds: Foreseen;
}

const NONE: Effect = { holds: undefined, ...NO_TURN };
const UNSURE: Effect = { holds: undefined, ...BOTH_TURNS };
const UP: Effect = { holds: true, up: true, down: false };
const DOWN: Effect = { holds: false, up: false, down: true };

const followed = new WeakMap<Write, FollowSegment<Effect>>();

/** What a write does to a condition. */
export function turnsByWrite(condition: ConditionSource, write: Write, declared: Declared): Effect {
  if (typeof condition === 'string') return NONE;
  const inner = (each: ConditionSource) => turnsByWrite(each, write, declared);
  if ('not' in condition) {
    const { holds, ...turns } = inner(condition.not);
    return { holds: holds === undefined ? undefined : !holds, ...opposite(turns) };
  }
  if ('all' in condition) return joined(condition.all.map(inner), false);
  if ('any' in condition) return joined(condition.any.map(inner), true);
  if (!('segment' in condition)) return turnsOfSimple(condition, write, declared);
  const { segment, for: duration } = condition;
  const asked = declared.segments.get(segment);
  if (asked === undefined) return NONE;
  const own = segmentsOf(write)(segment, () => inner(asked));
  if (duration === undefined) return own;
  return { holds: own.holds === false ? false : undefined, up: false, down: own.down };
}

/** A write is of one playbook. */
function segmentsOf(write: Write): FollowSegment<Effect> {
  const segments = followed.get(write) ?? segmentFollower(NONE);
  followed.set(write, segments);
  return segments;
}

/** One part that is `decisive` decides it; what is decided does not turn the other way. */
function joined(parts: readonly Effect[], decisive: boolean): Effect {
  const known = parts.map(({ holds }) => holds);
  const isOpen = !known.includes(decisive) && known.includes(undefined);
  const holds = isOpen ? undefined : known.includes(decisive) === decisive;
  const { up, down } = union(parts);
  return { holds, up: up && holds !== false, down: down && holds !== true };
}

function turnsOfSimple(condition: SimpleCondition, { what, campaign }: Write, declared: Declared): Effect {
  if ('trait' in condition) {
    const [name = '', ...path] = condition.trait.split('.');
    const computed = declared.traits.get(name);
    if (computed !== undefined)
      return what.kind === 'event' ? onComputed(computed, what.event, declared) : NONE;
    return what.kind === 'trait' && what.name === name
      ? onTrait(condition, what.value, path, declared)
      : NONE;
  }
  if (what.kind === 'sent')
    return 'message' in condition && condition.message === campaign && isSent(condition.status) ? UP : NONE;
  if (what.kind !== 'event') return NONE;
  return onEvent(condition, what.event, declared);
}

const isSent = (status: string | undefined): boolean => status === undefined || status === 'sent';

type TraitTest = Extract<SimpleCondition, { trait: unknown }>;

function onTrait(condition: TraitTest, value: unknown, path: readonly string[], { zone }: Declared): Effect {
  const { up, down } = turnsOfDates(condition);
  if (up || down || JSON.stringify(value).includes('{{')) return UNSURE;
  const found = path.length === 0 ? [value as JsonValue] : readPath(value as JsonValue, path);
  return compileMatcher(compileTests(condition, zone), zone)(found, 0).holds ? UP : DOWN;
}

function onComputed({ of, minus }: TraitSource, event: TrackingEvent, declared: Declared): Effect {
  const isMoved = isMatched(of, event, declared) || (minus && isMatched(minus.of, event, declared)) === true;
  if (!isMoved) return NONE;
  const isGrowing = of.within === undefined && minus === undefined;
  return isGrowing ? { holds: undefined, up: true, down: false } : UNSURE;
}

function onEvent(condition: SimpleCondition, event: TrackingEvent, declared: Declared): Effect {
  if ('event' in condition) return onEvents(condition, event, declared);
  if ('sequence' in condition) {
    const steps = condition.sequence.map((step) => ('not' in step ? step.not : step));
    const isOne = steps.some((step) => isMatched(step, event, declared));
    return isOne ? UNSURE : NONE;
  }
  if ('affinity' in condition) {
    const { over } = condition;
    return over === undefined || isMatched(over, event, declared) ? UNSURE : NONE;
  }
  if ('offer' in condition) {
    const isGranted = event.name === 'Offer Granted' && event.properties.offer === condition.offer;
    const isHeld = condition.status === undefined || ['held', 'granted'].includes(condition.status);
    return isGranted && isHeld ? UP : NONE;
  }
  if ('message' in condition) {
    const isOfCampaign = event.properties.campaign === condition.message;
    return isOfCampaign && namesOfStatus(condition.status).includes(event.name ?? '') ? UP : NONE;
  }
  return NONE;
}

/** Without a window a count only grows: what asks for no more than so many fails in the end. */
function onEvents(condition: EventConditionSource, event: TrackingEvent, declared: Declared): Effect {
  const { within, since, matching, count } = condition;
  const anew = typeof since === 'object' && 'event' in since && isMatched(since, event, declared);
  if (anew) return UNSURE;
  if (!isMatched(condition, event, declared) || Array.isArray(within)) return NONE;
  if (MEASURES.some((measure) => condition[measure] !== undefined)) return UNSURE;
  const { lowest, highest } = boundsOf(count);
  const isBounded = highest < Number.POSITIVE_INFINITY;
  const isPlain = matching === undefined && typeof since !== 'object' && within !== 'visit';
  if (isPlain && highest < 1) return DOWN;
  if (isPlain && lowest <= 1 && !isBounded) return UP;
  return { holds: undefined, up: lowest > 0 && (!isBounded || within !== undefined), down: isBounded };
}

function isMatched(
  source: { readonly event: EventNames; readonly where?: WhereSource | undefined },
  event: TrackingEvent,
  { zone }: Declared,
): boolean {
  return compileMatch(compileSelector(source, zone), zone)(event);
}
