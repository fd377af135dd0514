import type { JsonValue } from '../../event/json.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Window } from '../aggregate/aggregate-spec.ts';
import { isMatchingApproximate } from '../aggregate/matching-aggregate.ts';
import { SEQUENCE_COMPLETIONS } from '../aggregate/sequence-completions.ts';
import { isRangeApproximate } from '../aggregate/unique-range.ts';
import { EXACT_UNIQUE_VALUES } from '../aggregate/unique-values.ts';
import type { Asking } from '../condition/asking.ts';
import type { Condition, MeasureCondition } from '../condition/condition.ts';
import { ask } from '../condition/evaluate-condition.ts';
import { aggregateValue } from '../condition/read-aggregate.ts';

/** Whether what a condition looks at has outgrown what is remembered exactly (docs/segments.md, Values). */
export function isApproximate(asking: Asking, condition: Condition): boolean {
  const { active } = asking;
  switch (condition.kind) {
    case 'matching':
      return isAggregateApproximate(asking, condition.aggregate);
    case 'sequence': {
      const matches = aggregateValue(asking, condition.aggregate) as JsonValue[] | undefined;
      return condition.forMilliseconds !== undefined && (matches ?? []).length >= SEQUENCE_COMPLETIONS;
    }
    case 'measure':
      return condition.since === undefined
        ? isAggregateApproximate(asking, condition.aggregate)
        : isRecentApproximate(asking, condition);
    case 'trait': {
      const [name = ''] = condition.path;
      const computed =
        condition.computed ??
        (Object.hasOwn(active.program.computedTraits, name)
          ? active.program.computedTraits[name]
          : undefined);
      return computed !== undefined && isTraitApproximate(asking, computed);
    }
    default:
      return false;
  }
}

/** The computed traits whose values are approximate, by their ids. */
export function approximateTraits(active: ActiveProgram, profile: Profile, now: number): readonly string[] {
  const asking = ask(active, profile, now);
  return Object.entries(active.program.computedTraits)
    .filter(([, trait]) => isTraitApproximate(asking, trait))
    .map(([id]) => id);
}

function isTraitApproximate(
  asking: Asking,
  { aggregate, minus }: { readonly aggregate: string; readonly minus?: string },
): boolean {
  return [aggregate, minus].some((id) => id !== undefined && isAggregateApproximate(asking, id));
}

function isAggregateApproximate(asking: Asking, id: string): boolean {
  const { active, profile } = asking;
  const state = profile.aggregates[id];
  const spec = active.program.aggregates[id];
  if (state === undefined || spec === undefined) return false;
  switch (spec.kind) {
    case 'measure':
      return (
        spec.measure === 'unique' &&
        (isTooLong(aggregateValue(asking, id)) || isForgetful(spec, state, asking.now))
      );
    case 'measure-since':
      return spec.measure === 'unique' && isTooLong(aggregateValue(asking, id));
    case 'top':
      return (state as { approximate?: JsonValue }).approximate !== undefined;
    case 'matching':
      return isMatchingApproximate(state);
    default:
      return false;
  }
}

/** In a range, what was seen of too many different values before its near edge is forgotten. */
function isForgetful(
  { withinMilliseconds, untilMilliseconds }: Window,
  state: JsonValue,
  now: number,
): boolean {
  if (withinMilliseconds === undefined || untilMilliseconds === undefined) return false;
  return isRangeApproximate({ withinMilliseconds, untilMilliseconds }, state, now);
}

/** One value more than can be told apart exactly is remembered. */
function isTooLong(values: JsonValue | undefined): boolean {
  return Array.isArray(values) && values.length > EXACT_UNIQUE_VALUES;
}

/** In the measures of a journey's own clock so many parts are remembered, whenever it began. */
function isRecentApproximate({ profile, entryAt }: Asking, { aggregate }: MeasureCondition): boolean {
  const state = profile.aggregates[aggregate] as { forgotten?: number | null } | undefined;
  return entryAt !== undefined && (state?.forgotten ?? Number.NEGATIVE_INFINITY) > entryAt;
}
