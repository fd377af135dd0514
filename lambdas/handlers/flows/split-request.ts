import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import type { SplitCommand } from '../../../domain/profile/find-cut.ts';
import { readIdentifier } from './read-identifier.ts';

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
 * @throws InvalidInputError, NotFoundError as readIdentifier does
 */
export function readSplitCommand(rules: IdentityRules, { identifier, from }: SplitRequest): SplitCommand {
  const command = {
    identifier: readIdentifier(rules, identifier, 'identifier'),
    ...(from === undefined ? {} : { from: readIdentifier(rules, from, 'from') }),
  };
  if (command.from === command.identifier) {
    throw new InvalidInputError('an identifier cannot be split from itself', { field: 'from' });
  }
  return command;
}
