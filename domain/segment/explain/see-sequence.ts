import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { positiveStepsOf } from '../aggregate/sequence-steps.ts';
import type { Asking } from '../condition/asking.ts';
import type { SequenceCondition } from '../condition/condition.ts';
import { aggregateValue } from '../condition/read-aggregate.ts';
import { countingFrom } from './counting-from.ts';
import { type SequenceTrace, traceSequence } from './trace-sequence.ts';

type Match = readonly [from: number, to: number];

/** How far a sequence came: told by the events where they are known, else only whether all of it happened. */
export function seeSequence(
  asking: Asking,
  condition: SequenceCondition,
  events: readonly TrackingEvent[] | undefined,
): JsonValue {
  const remembered = seeRemembered(asking, condition);
  const traced = events === undefined ? undefined : traceSequence(asking, condition, events);
  // Older events than those that were read may have made it whole.
  const seen = traced === undefined || traced.reached < remembered.reached ? remembered : traced;
  const { reached, of, from, to, brokenBy, missed } = seen;
  return {
    reached,
    of,
    ...(from !== undefined && { from: iso(from) }),
    ...(to !== undefined && { to: iso(to) }),
    ...(brokenBy && {
      brokenBy: { messageId: brokenBy.messageId, event: brokenBy.event, timestamp: iso(brokenBy.time) },
    }),
    ...(missed && { missed }),
  };
}

/** The latest complete match, one that counts before one that does not. */
function seeRemembered(asking: Asking, condition: SequenceCondition): Omit<SequenceTrace, 'evidence'> {
  const { withinMilliseconds = Number.POSITIVE_INFINITY, forMilliseconds = 0, aggregate } = condition;
  const spec = asking.active.program.aggregates[aggregate];
  const of = spec?.kind === 'sequence' ? positiveStepsOf(spec.steps).length : 0;
  const matches = (aggregateValue(asking, aggregate) ?? []) as unknown as readonly Match[];
  const { after } = countingFrom(asking, condition);
  const isCounted = ([from]: Match) => from > after && from > asking.now - withinMilliseconds;
  const isQuiet = ([, to]: Match) => to + forMilliseconds <= asking.now;
  const match =
    matches.findLast((each) => isCounted(each) && isQuiet(each)) ??
    matches.findLast(isCounted) ??
    matches.at(-1);
  if (match === undefined) return { reached: 0, of };
  const [from, to] = match;
  const missed = from <= after ? 'since' : 'window';
  return { reached: of, of, from, to, ...(!isCounted(match) && { missed }) };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
