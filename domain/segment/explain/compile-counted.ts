import { stampId } from '../../event/stamp-id.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { Stamp } from '../../profile/profile.ts';
import type { AggregateSpec, Window } from '../aggregate/aggregate-spec.ts';
import { createMeasure } from '../aggregate/measure.ts';
import { createWindowBuckets } from '../aggregate/window-buckets.ts';
import type { Asking } from '../condition/asking.ts';
import type {
  Condition,
  EventCondition,
  MatchingCondition,
  MeasureCondition,
  MessageCondition,
  PresenceCondition,
  TraitCondition,
} from '../condition/condition.ts';
import { selectorsOf } from '../lookup/selectors-of.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import { readPath } from '../matcher/read-path.ts';
import { countTimes, spanOf } from './count-times.ts';
import { countingFrom } from './counting-from.ts';

/** Tells whether an event counts. */
type Counts = (event: TrackingEvent) => boolean;

const NONE: Counts = () => false;

/** Makes the test for events that count for a condition itself now, not for those that it is made of. */
export function compileCounted(asking: Asking, condition: Condition): Counts {
  switch (condition.kind) {
    case 'event':
    case 'matching':
    case 'message':
      return countedTimes(asking, condition);
    case 'measure':
      return countedByMeasure(asking, condition);
    case 'affinity':
      return countedBySpec(asking, condition.matched);
    case 'trait':
      return countedByTrait(asking, condition);
    case 'consent':
      return setting(asking.profile.consent[condition.purpose], ({ consent }) =>
        Object.hasOwn(consent, condition.purpose),
      );
    case 'list':
    case 'offer':
      return countedBySpec(asking, condition.aggregate);
    case 'presence':
      return seenIn(asking, condition);
    default:
      return NONE;
  }
}

function countedTimes(
  asking: Asking,
  condition: EventCondition | MatchingCondition | MessageCondition,
): Counts {
  const { aggregate } = condition;
  const spec = aggregate === undefined ? undefined : asking.active.program.aggregates[aggregate];
  if (spec === undefined || !('of' in spec)) return NONE;
  const isMatch = compileSelector(spec.of, asking.active.program.timezone);
  const { after, until } = spanOf(asking, condition);
  const isDuring: Counts = ({ time }) => time > after && time <= until;
  if (condition.kind !== 'matching') return (event) => isDuring(event) && isMatch(event);
  const matched = new Set(countTimes(asking, condition).times);
  return (event) => matched.has(event.time) && isMatch(event);
}

function countedByMeasure(asking: Asking, condition: MeasureCondition): Counts {
  const isCounted = countedBySpec(asking, condition.aggregate);
  const isInWindow = windowOf(condition, asking.now);
  const { after, until } = countingFrom(asking, condition);
  return (event) => event.time > after && event.time <= until && isInWindow(event) && isCounted(event);
}

/** What an aggregate takes in now, by its own window. */
function countedBySpec({ active, now }: Asking, id: string): Counts {
  const { program } = active;
  const spec = program.aggregates[id];
  if (spec === undefined) return NONE;
  const selectors = selectorsOf('of' in spec ? { kind: 'times', of: spec.of, keep: 1 } : spec);
  const matches = selectors.map((selector) => compileSelector(selector, program.timezone));
  const isMeasured = measuredBy(spec);
  const isInWindow = windowOf(spec, now);
  return (event) =>
    event.time <= now && isInWindow(event) && isMeasured(event) && matches.some((isMatch) => isMatch(event));
}

function measuredBy(spec: AggregateSpec): Counts {
  if ('measure' in spec) {
    const { partOf } = createMeasure(spec);
    return (event) => partOf(event) !== undefined;
  }
  if (!('property' in spec)) return () => true;
  return ({ properties }) => readPath(properties, spec.property).length > 0;
}

/** By the very buckets in which measures leave. */
function windowOf(asked: Window | AggregateSpec, now: number): Counts {
  const window = asked as Window;
  const { withinMilliseconds } = window;
  if (withinMilliseconds === undefined) return () => true;
  const { bucketOf, isCounted } = createWindowBuckets({ ...window, withinMilliseconds });
  return ({ time }) => isCounted(bucketOf(time), now);
}

/** Of a sent trait the call that set it; of a computed one what it is computed of. */
function countedByTrait(asking: Asking, { path: [name = ''], computed }: TraitCondition): Counts {
  const { computedTraits } = asking.active.program;
  const own = computed ?? (Object.hasOwn(computedTraits, name) ? computedTraits[name] : undefined);
  if (own === undefined) {
    const sent = Object.hasOwn(asking.profile.traits, name) ? asking.profile.traits[name] : undefined;
    return setting(sent, ({ traits }) => Object.hasOwn(traits, name));
  }
  const ids = [own.aggregate, own.minus].filter((id) => id !== undefined);
  const counts = ids.map((id) => countedBySpec(asking, id));
  return (event) => counts.some((isCounted) => isCounted(event));
}

/** The event that a value on the profile came with. */
function setting(stamp: Stamp | undefined, isAbout: Counts): Counts {
  if (stamp === undefined) return NONE;
  return (event) =>
    event.time === stamp.at && stampId(event.messageId) === stampId(stamp.messageId) && isAbout(event);
}

/** What was told of the venue that is asked about. */
function seenIn(asking: Asking, { venue, aggregate }: PresenceCondition): Counts {
  const isCounted = countedBySpec(asking, aggregate);
  return (event) => isCounted(event) && (venue === null || event.properties.venue === venue);
}
