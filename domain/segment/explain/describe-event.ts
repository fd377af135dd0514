import type { AggregateSpec, EventSelector } from '../aggregate/aggregate-spec.ts';
import type { EventCondition, MatchingCondition, SequenceCondition } from '../condition/condition.ts';
import { describeDuration } from './describe-duration.ts';
import { ANY_EVENT, describeSelector } from './describe-matcher.ts';
import { DURING_VISIT, joined, lasting, SINCE_ENTRY, type Specs, times, within } from './describe-parts.ts';

/** `event Booking Made, at least 2 times, within 30 days, since Signed Up` */
export function describeEvent(specs: Specs, condition: EventCondition | MatchingCondition): string {
  const { aggregate, label, count, visit, withinMilliseconds, since } = condition;
  const spec = specs[aggregate];
  const name = spec === undefined || !('of' in spec) ? label : describeEvents(spec, spec.of);
  return joined(
    calledEvent(name),
    times(count),
    within(withinMilliseconds),
    visit === undefined ? undefined : DURING_VISIT,
    spec?.kind === 'times-since'
      ? `since ${describeSelector(spec.since)}${lasting(spec.spanMilliseconds)}`
      : undefined,
    describeSince(specs, since),
  );
}

/** `event Booking Made`; of any event no more is said. */
export function calledEvent(name: string): string {
  return name.startsWith(ANY_EVENT) ? name : `event ${name}`;
}

function describeEvents(spec: AggregateSpec, of: EventSelector): string {
  if (spec.kind !== 'matching') return describeSelector(of);
  const pairs = spec.on.map(([left, right]) => `${left.join('.')} = ${right.join('.')}`);
  return `${describeSelector(of)} matching ${describeSelector(spec.with)} on ${pairs.join(' and ')}`;
}

function describeSince(specs: Specs, since: EventCondition['since']): string | undefined {
  switch (since?.kind) {
    case undefined:
      return undefined;
    case 'event': {
      const spec = specs[since.aggregate];
      return `since ${spec !== undefined && 'of' in spec ? describeSelector(spec.of) : 'another event'}`;
    }
    case 'segment':
      return `since the last entry into ${since.segment}`;
    case 'moment':
      return `since ${new Date(since.at).toISOString()}`;
    case 'entry':
      return SINCE_ENTRY;
  }
}

/** `sequence Cart Updated, then no Order Completed for 2 hours` */
export function describeSequence(specs: Specs, condition: SequenceCondition): string {
  const { label, aggregate, withinMilliseconds, forMilliseconds, visit, since } = condition;
  const spec = specs[aggregate];
  const steps =
    spec?.kind === 'sequence'
      ? spec.steps
          .map(({ kind, of }) => `${kind === 'not' ? 'no ' : ''}${describeSelector(of)}`)
          .join(', then ')
      : label;
  const span = spec?.kind === 'sequence' ? spec.spanMilliseconds : undefined;
  return joined(
    `sequence ${steps}${lasting(forMilliseconds)}`,
    span === undefined ? undefined : `span ${describeDuration(span)}`,
    within(withinMilliseconds),
    visit === undefined ? undefined : DURING_VISIT,
    since && SINCE_ENTRY,
  );
}
