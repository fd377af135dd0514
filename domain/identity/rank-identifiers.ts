import { splitIdentifier } from './identifier.ts';
import type { IdentityRules } from './identity-rules.ts';

/** Puts `namespace#value` in order of trust, equals by their text; what the playbook does not know comes last. */
export function rankIdentifiers(rules: IdentityRules, identifiers: readonly string[]): string[] {
  const ranks = new Map(rules.namespaces.map(({ name }, rank) => [name, rank]));
  const rankOf = (identifier: string) => ranks.get(splitIdentifier(identifier).namespace) ?? ranks.size;
  return [...identifiers].sort((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1));
}
