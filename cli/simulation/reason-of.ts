import { MaitredError } from '../../domain/error/maitred-error.ts';

/**
 * What an error says to who wrote the message, with its hint.
 * @throws the error, where it is none of those that are foreseen
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof MaitredError)) throw error;
  return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
}
