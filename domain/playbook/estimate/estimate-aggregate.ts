import type { AggregateSpec, Measured, Window } from '../../segment/aggregate/aggregate-spec.ts';
import { GRANTED_CODES } from '../../segment/aggregate/grants-aggregate.ts';
import {
  MATCHING_EVENTS,
  MATCHING_KEYS_OF_EVENT,
  MATCHING_KEYS_OF_EVENTS,
} from '../../segment/aggregate/latest-candidates.ts';
import { MATCHING_KEYS } from '../../segment/aggregate/matching-aggregate.ts';
import { MATCHING_KEY_LENGTH } from '../../segment/aggregate/matching-keys.ts';
import { RECENT_PARTS } from '../../segment/aggregate/opened-measure.ts';
import { PRESENCE_VENUES } from '../../segment/aggregate/presence-aggregate.ts';
import { SEQUENCE_RECENT } from '../../segment/aggregate/sequence-aggregate.ts';
import { SEQUENCE_COMPLETIONS } from '../../segment/aggregate/sequence-completions.ts';
import { EXACT_VALUES } from '../../segment/aggregate/tally.ts';
import { RANGED_VALUES } from '../../segment/aggregate/unique-range.ts';
import { UNIQUE_VALUES } from '../../segment/aggregate/unique-values.ts';
import { VISITS } from '../../segment/aggregate/visit-intervals.ts';
import { BUCKETS, COARSE_BUCKETS } from '../../segment/aggregate/window-buckets.ts';

/** Id, quotes, and the names and punctuation of a state. */
const OVERHEAD_BYTES = 32;
/** The names of what an opening remembers besides. */
const OPENING_BYTES = 60;
/** A moment in milliseconds with its comma. */
const TIME_BYTES = 14;
/** A whole number, as how often something came. */
const COUNT_BYTES = 7;
/** In millionths, with its comma: up to 100 millions. */
const AMOUNT_BYTES = 16;
/** In a bucket or a millisecond, with its comma: up to 100 millions, with two decimals. */
const SHORT_AMOUNT_BYTES = 12;
/** How often something came in a bucket, with its comma: below ten thousand times. */
const BUCKET_COUNT_BYTES = 5;
/** How much later something came, in milliseconds with its comma: up to three years. */
const DISTANCE_BYTES = 12;
/** A value of usual length, such as a brand, with its quotes and comma. The longest counted is 200 bytes. */
const VALUE_BYTES = 16;
/** Of `first` and `last`: the longest that is taken is 1 KiB. */
const KEPT_VALUE_BYTES = 64;
/** A messageId of usual length. */
const MESSAGE_BYTES = 40;
/** Two brackets: the comma after them stands for the one that the last within does not have. */
const PAIR_BYTES = 2;
/** A moment in base 36, and what parts it from its neighbours. */
const SHORT_TIME_BYTES = 9;
/** How often something came, in base 36, with a dot: below two millions. */
const SHORT_COUNT_BYTES = 5;
/** In which of the 61 buckets of a range something was seen, in base 36, with a space. */
const SEEN_IN_BYTES = 13;
/** Kept beside those in the span, for a `since` that arrives late. */
const RECENT_TIMES = 32;
/** Buckets are numbered since the epoch; this lies a hundred years on. */
const LAST_MOMENT = 5e12;

/**
 * What an aggregate's state takes at most, in bytes of JSON: after any number of events. Values are taken to be of usual
 * length; only these may exceed it.
 */
export function estimateAggregate(spec: AggregateSpec): number {
  return OVERHEAD_BYTES + bytesOf(spec);
}

function bytesOf(spec: AggregateSpec): number {
  switch (spec.kind) {
    case 'times':
      return spec.keep * TIME_BYTES;
    case 'times-since':
      return OPENING_BYTES + (1 + RECENT_TIMES + spec.keep) * TIME_BYTES;
    case 'measure':
      return measuredBytes(spec);
    case 'measure-since':
      return measuredBytes(spec) + recentBytes(spec, RECENT_PARTS) + visitsBytes(spec.since.kind === 'visit');
    case 'recent':
      return recentBytes(spec, spec.keep);
    case 'first':
      return bucketsOf(spec, COARSE_BUCKETS) * (stampBytes() + KEPT_VALUE_BYTES);
    case 'last':
      return stampBytes() + KEPT_VALUE_BYTES;
    case 'top':
      return topBytes(spec);
    case 'sequence':
      return OPENING_BYTES + sequenceBytes(spec);
    case 'matching':
      return matchingBytes();
    case 'presence':
      return PRESENCE_VENUES * (stampBytes() + 2 * VALUE_BYTES + 'false,'.length);
    case 'visit':
      return visitsBytes(true);
    case 'grants':
      return OVERHEAD_BYTES + GRANTED_CODES * (2 * (stampBytes() + VALUE_BYTES) + 2 * TIME_BYTES);
    case 'entry':
      return 2 * OPENING_BYTES + 5 * (TIME_BYTES + '{"before":}'.length);
  }
}

function stampBytes(): number {
  return PAIR_BYTES + TIME_BYTES + MESSAGE_BYTES;
}

/** What an event adds: `unique` keeps values, not what they add up to. */
function partBytes(measure: Measured['measure']): number {
  switch (measure) {
    case 'count':
      return COUNT_BYTES;
    case 'average':
      return PAIR_BYTES + AMOUNT_BYTES + COUNT_BYTES;
    case 'unique':
      return VALUE_BYTES;
    default:
      return AMOUNT_BYTES;
  }
}

/** What is added up of one bucket, or of one millisecond. */
function packedBytes(measure: Measured['measure']): number {
  switch (measure) {
    case 'count':
      return BUCKET_COUNT_BYTES;
    case 'average':
      return PAIR_BYTES + SHORT_AMOUNT_BYTES + BUCKET_COUNT_BYTES;
    case 'unique':
      return PAIR_BYTES + VALUE_BYTES;
    default:
      return SHORT_AMOUNT_BYTES;
  }
}

function measuredBytes({
  measure,
  withinMilliseconds,
  untilMilliseconds,
}: Pick<Measured, 'measure'> & Window): number {
  if (withinMilliseconds === undefined) {
    return (measure === 'unique' ? UNIQUE_VALUES : 1) * partBytes(measure);
  }
  if (measure === 'unique' && untilMilliseconds !== undefined) {
    return OPENING_BYTES + 2 * TIME_BYTES + RANGED_VALUES * (VALUE_BYTES + SEEN_IN_BYTES);
  }
  const first = String(Math.floor(LAST_MOMENT / Math.ceil(withinMilliseconds / BUCKETS))).length + 1;
  const buckets = BUCKETS + 1;
  // All follow on each other; where some have none, those cost less to skip than to fill.
  if (measure !== 'unique') return first + 2 * PAIR_BYTES + buckets * packedBytes(measure);
  return first + UNIQUE_VALUES * VALUE_BYTES + buckets * (PAIR_BYTES + '9,'.length);
}

/** One more than the window is wide has just begun; without a window there is one. */
function bucketsOf({ withinMilliseconds }: Window, count: number): number {
  return withinMilliseconds === undefined ? 1 : count + 1;
}

/** The last millisecond is kept whole: of `unique` it may hold more values than `keep`. */
function recentBytes({ measure }: Pick<Measured, 'measure'>, keep: number): number {
  const apart = keep * (DISTANCE_BYTES + packedBytes(measure));
  const together = measure === 'unique' ? UNIQUE_VALUES * VALUE_BYTES : 0;
  return OPENING_BYTES + 3 * TIME_BYTES + Math.max(apart, together);
}

function visitsBytes(isVisit: boolean): number {
  return isVisit ? VISITS * (PAIR_BYTES + 2 * TIME_BYTES) : 0;
}

/** In a window, how often in each of its buckets, in base 36: below 36 times. */
function topBytes(spec: Window): number {
  const counts = spec.withinMilliseconds === undefined ? SHORT_COUNT_BYTES : '.'.length + COARSE_BUCKETS + 1;
  const buckets = spec.withinMilliseconds === undefined ? 0 : 2 * TIME_BYTES;
  return OPENING_BYTES + buckets + EXACT_VALUES * (VALUE_BYTES + SHORT_TIME_BYTES + counts);
}

function sequenceBytes(spec: Extract<AggregateSpec, { readonly kind: 'sequence' }>): number {
  const beginnings = (1 + spec.steps.length) * TIME_BYTES;
  const complete = (spec.quiet === undefined ? 1 : SEQUENCE_COMPLETIONS) * (PAIR_BYTES + 2 * TIME_BYTES);
  const mask = String(2 ** spec.steps.length).length + 1;
  return beginnings + complete + SEQUENCE_RECENT * (PAIR_BYTES + TIME_BYTES + mask + '9,'.length);
}

/** Also what is remembered of the latest event that had to give way. */
function matchingBytes(): number {
  const event = SHORT_TIME_BYTES + '.'.length;
  const ofEvents = (MATCHING_EVENTS + 1) * event;
  const keysOfEvents = (MATCHING_KEYS_OF_EVENTS + MATCHING_KEYS_OF_EVENT) * MATCHING_KEY_LENGTH;
  const keys = MATCHING_KEYS * (MATCHING_KEY_LENGTH + SHORT_TIME_BYTES);
  return OPENING_BYTES + ofEvents + keysOfEvents + keys;
}
