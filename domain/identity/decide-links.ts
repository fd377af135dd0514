import { splitIdentifier } from './identifier.ts';
import type { RefusedLink } from './identity-record.ts';
import type { IdentityRules } from './identity-rules.ts';
import { isKeptApart, type Separation } from './separation.ts';

/** An identifier that a message names and that is left alone. */
export interface Refusal {
  readonly identifier: string;
  /** What it would have been joined to. */
  readonly to: string;
  readonly rule: RefusedLink['rule'];
}

export interface LinkDecision {
  /** The identifiers of the message that are one person, the most trusted one first. */
  readonly accepted: readonly string[];
  /** Of those, the ones that were not that person until now: each is a link to the first. */
  readonly joined: readonly string[];
  readonly refused: readonly Refusal[];
}

/** What counts of the person who holds an identifier. */
export interface Holder {
  readonly identifiers: Iterable<string>;
  readonly apart: readonly Separation[];
}

/** Somebody, while a message is being decided: who holds an identifier, or, held by nobody, is nothing else yet. */
interface Somebody {
  readonly identifiers: ReadonlySet<string>;
  readonly apart: readonly Separation[];
}

/**
 * Decides which of a message's identifiers are one person: they join the most trusted one in falling trust, and one
 * that would join what was split, make a person hold two values of a unique namespace, or more of a namespace than its
 * limit, is left alone.
 * @param identifiers the message's, most trusted first
 * @param holderOf the person who holds an identifier; undefined: nobody does
 */
export function decideLinks(
  rules: IdentityRules,
  identifiers: readonly string[],
  holderOf: (identifier: string) => Holder | undefined,
): LinkDecision {
  const [first, ...others] = identifiers;
  if (first === undefined) return { accepted: [], joined: [], refused: [] };
  let person = somebodyOf(first, holderOf(first));
  const accepted = [first];
  const joined: string[] = [];
  const refused: Refusal[] = [];
  for (const identifier of others) {
    const other = person.identifiers.has(identifier)
      ? undefined
      : somebodyOf(identifier, holderOf(identifier));
    const rule = other && brokenRule(rules, person, other);
    if (rule !== undefined) {
      refused.push({ identifier, to: first, rule });
      continue;
    }
    accepted.push(identifier);
    if (other === undefined) continue;
    joined.push(identifier);
    person = unite(person, other);
  }
  return { accepted, joined, refused };
}

function somebodyOf(identifier: string, holder: Holder | undefined): Somebody {
  return { identifiers: new Set([identifier, ...(holder?.identifiers ?? [])]), apart: holder?.apart ?? [] };
}

function unite(one: Somebody, other: Somebody): Somebody {
  return {
    identifiers: new Set([...one.identifiers, ...other.identifiers]),
    apart: [...one.apart, ...other.apart],
  };
}

/**
 * The rule that would be broken if the two were one, whichever of them asks: a namespace that only one of them holds is no
 * more than before, and one that the playbook no longer knows has no limit.
 */
function brokenRule(
  rules: IdentityRules,
  person: Somebody,
  other: Somebody,
): RefusedLink['rule'] | undefined {
  const together = unite(person, other);
  if (isKeptApart(together.apart, person.identifiers, other.identifiers)) return 'split';
  const broken = rules.namespaces.find(
    ({ name, unique, limit }) =>
      countOf(person, name) > 0 && countOf(other, name) > 0 && countOf(together, name) > (unique ? 1 : limit),
  );
  return broken && (broken.unique ? 'unique' : 'limit');
}

const countOf = ({ identifiers }: Somebody, name: string): number =>
  [...identifiers].filter((identifier) => splitIdentifier(identifier).namespace === name).length;
