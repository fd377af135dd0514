import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import { joinIdentifier } from '../../../domain/identity/identifier.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import { normaliseIdentifier } from '../../../domain/identity/normalise-identifier.ts';
import type { SplitCommand } from '../../../domain/profile/find-cut.ts';

/** Longer ones name nobody: a namespace, a colon and a value. */
const LONGEST_NAME = 400;
const name = z.string().min(1).max(LONGEST_NAME);

/** What `maitred split` sends. */
export const splitSchema = z.strictObject({
  profile: name.meta({ description: 'A profile’s id, or namespace:value of any identifier they hold.' }),
  identifier: name.meta({ description: 'namespace:value of what is not theirs.' }),
  from: name.optional().meta({
    description: 'namespace:value of one that is theirs; without it the most trusted of the others.',
  }),
  dryRun: z.boolean().optional(),
});

export type SplitRequest = z.output<typeof splitSchema>;

/**
 * Reads which identifier is to be split off, and from which.
 * @throws InvalidInputError where one is not of that form, or both are the same
 */
export function readSplitCommand(
  rules: IdentityRules,
  { profile, identifier, from }: SplitRequest,
): SplitCommand {
  const command = {
    ...(profile.includes(':') ? { named: readHeld(rules, profile, 'profile') } : {}),
    identifier: readHeld(rules, identifier, 'identifier'),
    ...(from === undefined ? {} : { from: readHeld(rules, from, 'from') }),
  };
  if (command.from === command.identifier) {
    throw new InvalidInputError('an identifier cannot be split from itself', { field: 'from' });
  }
  return command;
}

/** As it is stored: what the playbook blocks or does not know any more may be held since earlier. */
function readHeld(rules: IdentityRules, name: string, field: string): string {
  const colon = name.indexOf(':');
  if (colon < 1) {
    const hint = 'For example `deviceId:lobby-tablet`.';
    throw new InvalidInputError(`${field} must be \`namespace:value\``, { field, hint });
  }
  const namespace = name.slice(0, colon);
  const value = name.slice(colon + 1);
  return normaliseIdentifier(rules, namespace, value) ?? joinIdentifier(namespace, value);
}
