import { splitIdentifier } from './identifier.ts';
import type { RefusedLink } from './identity-record.ts';
import type { IdentityRules } from './identity-rules.ts';

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
  readonly refused: readonly Refusal[];
}

/**
 * Decides which of a message's identifiers are one person: they join the most trusted one in falling trust, and one
 * that would make a person hold two values of a unique namespace, or more of a namespace than its limit, is left alone.
 * @param identifiers the message's, most trusted first
 * @param heldWith all identifiers of the person who holds this one, itself included
 */
export function decideLinks(
  rules: IdentityRules,
  identifiers: readonly string[],
  heldWith: (identifier: string) => Iterable<string>,
): LinkDecision {
  const [first, ...others] = identifiers;
  if (first === undefined) return { accepted: [], refused: [] };
  const person = new Set([first, ...heldWith(first)]);
  const accepted = [first];
  const refused: Refusal[] = [];
  for (const identifier of others) {
    const joining = [identifier, ...heldWith(identifier)].filter((held) => !person.has(held));
    const rule = brokenRule(rules, person, joining);
    if (rule !== undefined) {
      refused.push({ identifier, to: first, rule });
      continue;
    }
    accepted.push(identifier);
    for (const held of joining) person.add(held);
  }
  return { accepted, refused };
}

/** The rule that would be broken if the person also held the others. */
function brokenRule(
  rules: IdentityRules,
  person: ReadonlySet<string>,
  joining: readonly string[],
): RefusedLink['rule'] | undefined {
  const held = [...new Set([...person, ...joining])].map(
    (identifier) => splitIdentifier(identifier).namespace,
  );
  for (const name of new Set(joining.map((identifier) => splitIdentifier(identifier).namespace))) {
    const namespace = rules.namespaces.find((known) => known.name === name);
    const limit = namespace?.unique ? 1 : (namespace?.limit ?? 0);
    if (held.filter((other) => other === name).length > limit) return namespace?.unique ? 'unique' : 'limit';
  }
  return undefined;
}
