import { isEmpty } from '../event/is-empty.ts';
import type { JsonObject, JsonValue } from '../event/json.ts';
import { jsonBytes } from '../event/json-bytes.ts';
import type { Profile, Stamp, Stamped, TraitMemory } from './profile.ts';
import { PROFILE_LIMITS, type TraitLimits } from './profile-limits.ts';
import { compareStamps, compareText } from './stamped.ts';
import { uniteNewest } from './unite-newest.ts';

/** Traits, and what their bounds must remember. */
export type Traits = Pick<Profile, 'traits' | 'traitMemory'>;

type Entries<T> = Readonly<Record<string, T>>;
/** One that was withheld has no value. */
type Trait = Stamp | Stamped<JsonValue>;

const NOTHING: Traits = { traits: {} };

/**
 * The traits that one message sets, not yet bounded in number. Names and values that are too large are not taken: what
 * was there before stays.
 */
export function traitsOf(
  sent: JsonObject,
  stamp: Stamp,
  limits: TraitLimits = PROFILE_LIMITS.traits,
): Traits {
  if (isEmpty(sent)) return NOTHING;
  const taken = Object.entries(sent)
    .map(([name, value]) => ({ name, value, nameBytes: jsonBytes(name), valueBytes: jsonBytes(value) }))
    .filter(
      ({ nameBytes, valueBytes }) =>
        nameBytes <= PROFILE_LIMITS.traitNameBytes && valueBytes <= PROFILE_LIMITS.traitValueBytes,
    );
  const large = limits.large.map(({ overBytes }) => {
    const over = taken.filter(({ nameBytes, valueBytes }) => nameBytes + valueBytes > overBytes);
    return Object.fromEntries(over.map(({ name }) => [name, stamp]));
  });
  const traits = Object.fromEntries(taken.map(({ name, value }) => [name, { value, ...stamp }]));
  return { traits, traitMemory: memoryOf({}, large) };
}

/**
 * Unites traits, within their bounds: the names that were set last stay, and of the large values those that were set
 * last. It depends only on what was set, never on the order in which it came: a large value counts among the large
 * ones until as many newer ones stand before it, also where a small one has taken its place since; and the name of a
 * withheld value keeps its place among the names, so that no older value comes back.
 */
export function uniteTraits(a: Traits, b: Traits, limits: TraitLimits = PROFILE_LIMITS.traits): Traits {
  if (isNothing(b)) return { traits: a.traits, traitMemory: a.traitMemory };
  const large = limits.large.map(({ count }, place) =>
    uniteNewest(marksOf(a, place), marksOf(b, place), laterStamp, { count }),
  );
  const { kept } = uniteNewest(entriesOf(a), entriesOf(b), laterTrait, { count: limits.count });
  const isWithheld = ([name, trait]: [string, Trait]) =>
    !('value' in trait) || large.some(({ dropped }) => isSame(dropped.get(name), trait));
  const withheld = Object.entries(kept).filter(isWithheld);
  const stamps = withheld.map(([name, { at, messageId }]) => [name, { at, messageId }] as const);
  return {
    traits: withoutNames(kept, new Set(withheld.map(([name]) => name))) as Profile['traits'],
    traitMemory: memoryOf(
      Object.fromEntries(stamps),
      large.map((marks) => marks.kept),
    ),
  };
}

function withoutNames<T>(entries: Entries<T>, names: ReadonlySet<string>): Entries<T> {
  if (names.size === 0) return entries;
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !names.has(name)));
}

function marksOf({ traitMemory }: Traits, place: number): Entries<Stamp> {
  return traitMemory?.large[place] ?? {};
}

function isNothing({ traits, traitMemory }: Traits): boolean {
  return traitMemory === undefined && isEmpty(traits);
}

function entriesOf({ traits, traitMemory }: Traits): Entries<Trait> {
  return traitMemory === undefined ? traits : { ...traits, ...traitMemory.withheld };
}

function memoryOf(withheld: Entries<Stamp>, large: readonly Entries<Stamp>[]): TraitMemory | undefined {
  const isEmpty = [withheld, ...large].every((entries) => Object.keys(entries).length === 0);
  return isEmpty ? undefined : { withheld, large };
}

function isSame(a: Stamp | undefined, b: Stamp): boolean {
  return a !== undefined && compareStamps(a, b) === 0;
}

function laterStamp(a: Stamp, b: Stamp): Stamp {
  return compareStamps(a, b) >= 0 ? a : b;
}

/** Of one message sent with two contents the larger value stands, and one that was withheld was the larger. */
function laterTrait(a: Trait, b: Trait): Trait {
  return (compareStamps(a, b) || compareContents(a, b)) >= 0 ? a : b;
}

function compareContents(a: Trait, b: Trait): number {
  if (!('value' in a) || !('value' in b)) return Number('value' in b) - Number('value' in a);
  return (
    jsonBytes(a.value) - jsonBytes(b.value) || compareText(JSON.stringify(a.value), JSON.stringify(b.value))
  );
}
