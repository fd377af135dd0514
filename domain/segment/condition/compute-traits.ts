import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ComputedTrait } from '../aggregate/aggregate-spec.ts';
import { EXACT_UNIQUE_VALUES } from '../aggregate/unique-values.ts';
import { toNumber } from '../matcher/compare-values.ts';
import { earlier } from './verdict.ts';

/** What computes a trait. */
type Computation = Pick<ComputedTrait, 'aggregate' | 'times' | 'minus'>;

/** The value of every computed trait that has one now, by its id. Sums and counts of no events are 0. */
export function computeTraits(active: ActiveProgram, profile: Profile, now: number): JsonObject {
  const values: JsonObject = {};
  for (const [id, trait] of Object.entries(active.program.computedTraits)) {
    const value = computeTrait(active, trait, profile, now);
    if (value !== undefined) values[id] = value;
  }
  return values;
}

/** One computed trait: its aggregate's value, times its factor, less that of `minus`; undefined: it has none now. */
export function computeTrait(
  active: ActiveProgram,
  trait: Computation,
  profile: Profile,
  now: number,
): JsonValue | undefined {
  const value = listedValue(active, trait.aggregate, profile, now);
  if (value === undefined || (trait.times === undefined && trait.minus === undefined)) return value;
  const number = toNumber(value);
  if (number === undefined) return undefined;
  const minus =
    trait.minus === undefined ? 0 : (toNumber(aggregateValue(active, trait.minus, profile, now)) ?? 0);
  return roundToMicroUnits(number * (trait.times ?? 1) - minus);
}

/** When time alone may next change a computed trait; null: never. */
export function computedTraitChangesAt(
  active: ActiveProgram,
  trait: Computation,
  profile: Profile,
  now: number,
): number | null {
  const changesAt = (id: string) => active.aggregates.get(id)?.changesAt(profile.aggregates[id], now) ?? null;
  return earlier(changesAt(trait.aggregate), trait.minus === undefined ? null : changesAt(trait.minus));
}

/** An aggregate's value; of different values, of which there may be one more, as many as are listed. */
function listedValue(
  active: ActiveProgram,
  id: string,
  profile: Profile,
  now: number,
): JsonValue | undefined {
  const value = aggregateValue(active, id, profile, now);
  const spec = active.program.aggregates[id];
  const isUnique = spec !== undefined && 'measure' in spec && spec.measure === 'unique';
  return isUnique && Array.isArray(value) ? value.slice(0, EXACT_UNIQUE_VALUES) : value;
}

function aggregateValue(
  active: ActiveProgram,
  id: string,
  profile: Profile,
  now: number,
): JsonValue | undefined {
  return active.aggregates.get(id)?.value(profile.aggregates[id], now);
}

/** Factors are binary fractions: 0.1 × 3 is to be 0.3. */
function roundToMicroUnits(number: number): number {
  const rounded = Math.round(number * 1e6) / 1e6;
  return Object.is(rounded, -0) ? 0 : rounded;
}
