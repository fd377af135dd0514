import type { JsonValue } from '../../event/json.ts';
import type { AggregateSpec } from '../aggregate/aggregate-spec.ts';
import type { AffinityCondition, MeasureCondition } from '../condition/condition.ts';
import { describeDuration } from './describe-duration.ts';
import { ANY_EVENT, describeMatcher, describeSelector } from './describe-matcher.ts';
import { DURING_VISIT, joined, lasting, SINCE_ENTRY, type Specs, times, within } from './describe-parts.ts';
import { describePerCent, describeValue } from './describe-value.ts';

/** `sum of revenue of Order Completed at least 500, within 30 days` */
export function describeMeasure(specs: Specs, condition: MeasureCondition): string {
  const { measure, property, label, matcher, withinMilliseconds, since, aggregate } = condition;
  const spec = specs[aggregate];
  const events = spec !== undefined && 'of' in spec ? describeSelector(spec.of) : label;
  const measured = property === undefined ? measure : `${measure} of ${property}`;
  return joined(
    `${measured} of ${events} ${describeMatcher(matcher)}`,
    ...describeWindow(spec),
    within(withinMilliseconds),
    since && SINCE_ENTRY,
  );
}

/** The window and the opening that a measure's own specification says. */
function describeWindow(spec: AggregateSpec | undefined): readonly (string | undefined)[] {
  if (spec?.kind === 'measure') {
    const { withinMilliseconds, untilMilliseconds } = spec;
    if (withinMilliseconds === undefined || untilMilliseconds === undefined)
      return [within(withinMilliseconds)];
    return [`from ${describeDuration(withinMilliseconds)} to ${describeDuration(untilMilliseconds)} ago`];
  }
  if (spec?.kind !== 'measure-since') return [];
  const window = within(spec.withinMilliseconds);
  switch (spec.since.kind) {
    case 'event':
      return [window, `since ${describeSelector(spec.since.of)}${lasting(spec.since.spanMilliseconds)}`];
    case 'entry':
      return [window, 'since it entered a segment'];
    case 'visit':
      return [window, DURING_VISIT];
  }
}

/** `affinity category is "Dresses" of Product Viewed, share at least 50 %` */
export function describeAffinity(
  specs: Specs,
  { label, matched, all, share, count }: AffinityCondition,
): string {
  const [ofMatched, ofAll] = [specs[matched], specs[all]];
  const over = ofAll !== undefined && 'of' in ofAll ? ` of ${ofAll.of.names.join(' or ') || ANY_EVENT}` : '';
  const value = ofMatched !== undefined && 'of' in ofMatched ? ofMatched.of.where.at(-1) : undefined;
  return joined(
    `affinity ${label}${value === undefined ? '' : ` ${describeMatcher(value.matcher)}`}${over}`,
    share && `share ${describeMatcher(share, asPerCent)}`,
    times(count),
    ...describeWindow(ofAll),
  );
}

function asPerCent(share: JsonValue): string {
  return typeof share === 'number' ? describePerCent(share) : describeValue(share);
}
