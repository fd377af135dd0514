import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { SequenceSpec } from '../aggregate/sequence-progress.ts';
import { positiveStepsOf } from '../aggregate/sequence-steps.ts';
import type { Asking } from '../condition/asking.ts';
import type { SequenceCondition } from '../condition/condition.ts';
import { countingFrom } from './counting-from.ts';
import { asEvidence, type Evidence } from './evidence.ts';
import {
  type Attempt,
  beginningOf,
  completionOf,
  findAttempts,
  type Stepped,
  steppedEvents,
} from './sequence-attempts.ts';

/** Why an attempt does not count: it began before the window, or before what is counted since, or took too long. */
export type Missed = 'window' | 'since' | 'span';

/** The attempt at a sequence that came furthest. */
export interface SequenceTrace {
  /** How many of the events that must happen have; 0: none. */
  readonly reached: number;
  readonly of: number;
  readonly from?: number;
  readonly to?: number;
  /** What happened where a `not` stands. */
  readonly brokenBy?: Evidence;
  readonly missed?: Missed;
  /** The events of that attempt, what broke it, and the newest of every step; newest first. */
  readonly evidence: readonly Evidence[];
}

/** How far a guest's events have brought a sequence, as it counts now; undefined: it is not remembered. */
export function traceSequence(
  asking: Asking,
  condition: SequenceCondition,
  events: readonly TrackingEvent[],
): SequenceTrace | undefined {
  const { program } = asking.active;
  const spec = program.aggregates[condition.aggregate];
  if (spec?.kind !== 'sequence') return undefined;
  const known = events.filter(({ time }) => time <= asking.now);
  const stepped = steppedEvents(spec, known, program.timezone);
  const { after } = countingFrom(asking, condition);
  const opened = asking.now - (condition.withinMilliseconds ?? Number.POSITIVE_INFINITY);
  const counted = stepped.filter(({ event }) => event.time > Math.max(after, opened));
  const quietSince = asking.now - (condition.forMilliseconds ?? 0);
  const best = furthest(findAttempts(spec, counted), quietSince);
  const ever = furthest(findAttempts(spec, stepped), quietSince);
  const isMissed = ever !== undefined && reach(ever) > (best === undefined ? 0 : reach(best));
  const attempt = isMissed ? ever : best;
  const missed = isMissed ? (beginningOf(ever) <= after ? 'since' : 'window') : missedSpan(best);
  return {
    reached: attempt?.events.length ?? 0,
    of: positiveStepsOf(spec.steps).length,
    ...(attempt && { from: beginningOf(attempt), to: completionOf(attempt) }),
    ...(attempt?.brokenBy && { brokenBy: breakingEvidence(spec, stepped, attempt.brokenBy) }),
    ...(missed && { missed }),
    evidence: evidenceOf(spec, stepped, attempt),
  };
}

function missedSpan(attempt: Attempt | undefined): Missed | undefined {
  return attempt?.isTooLong ? 'span' : undefined;
}

/** Further than another: one step more; whole before broken; quiet for long enough; then what began later. */
function furthest(attempts: readonly Attempt[], quietSince: number): Attempt | undefined {
  const isQuiet = (attempt: Attempt) => Number(completionOf(attempt) <= quietSince);
  return [...attempts].sort(
    (a, b) => reach(b) - reach(a) || isQuiet(b) - isQuiet(a) || beginningOf(b) - beginningOf(a),
  )[0];
}

function reach({ events, brokenBy, isTooLong }: Attempt): number {
  return events.length * 2 - (brokenBy || isTooLong ? 1 : 0);
}

function evidenceOf(
  spec: SequenceSpec,
  stepped: readonly Stepped[],
  attempt: Attempt | undefined,
): Evidence[] {
  const found = new Map<TrackingEvent, Evidence>();
  const places = spec.steps.flatMap(({ kind }, place) => (kind === 'event' ? [place] : []));
  for (const [order, event] of (attempt?.events ?? []).entries()) {
    found.set(event, { ...asEvidence(event), step: (places[order] ?? 0) + 1 });
  }
  if (attempt?.brokenBy) found.set(attempt.brokenBy, breakingEvidence(spec, stepped, attempt.brokenBy));
  for (const place of places) {
    const newest = stepped.findLast(({ mask }) => (mask & (1 << place)) !== 0)?.event;
    if (newest !== undefined && !found.has(newest))
      found.set(newest, { ...asEvidence(newest), step: place + 1 });
  }
  return [...found.values()].sort((a, b) => b.time - a.time || (b.step ?? 0) - (a.step ?? 0));
}

/** An event as the step that it matches of those that must not happen. */
function breakingEvidence(spec: SequenceSpec, stepped: readonly Stepped[], event: TrackingEvent): Evidence {
  const mask = stepped.find((each) => each.event === event)?.mask ?? 0;
  const place = spec.steps.findIndex(({ kind }, index) => kind === 'not' && (mask & (1 << index)) !== 0);
  return { ...asEvidence(event), step: place + 1, breaks: true };
}
