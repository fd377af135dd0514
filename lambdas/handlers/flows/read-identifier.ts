import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import { normaliseIdentifier } from '../../../domain/identity/normalise-identifier.ts';
import { NotFoundError } from '../../runtime/http-error.ts';

/**
 * Reads `namespace:value`, as paths and queries name a person, split at the first colon.
 * @param field what the caller named it in, for a refusal
 * @returns the identifier in the form in which it is stored
 * @throws InvalidInputError where it is not of that form or the namespace is unknown
 * @throws NotFoundError where the value can be nobody's
 */
export function readIdentifier(rules: IdentityRules, id: string | undefined, field = 'id'): string {
  const colon = id?.indexOf(':') ?? -1;
  if (id === undefined || colon < 1) {
    throw new InvalidInputError(`${field} must be \`namespace:value\``, {
      field,
      hint: 'For example `email:john@example.com`.',
    });
  }
  const namespace = id.slice(0, colon);
  const known = rules.namespaces.map(({ name }) => name);
  if (!known.includes(namespace)) {
    const hint = `The playbook knows ${known.join(', ')}.`;
    throw new InvalidInputError('the playbook has no such namespace of identifiers', { field, hint });
  }
  const identifier = normaliseIdentifier(rules, namespace, id.slice(colon + 1));
  if (identifier === undefined) throw new NotFoundError('nobody has that identifier');
  return identifier;
}
