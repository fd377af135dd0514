import { InvalidInputError } from '../../domain/error/maitred-error.ts';

/** As many rows as a page of any list holds. */
export const LONGEST_PAGE = 1_000;

/** Reads `limit` from a query: a whole number from 1 to the most that a page may hold. */
export function readLimit(limit: string | undefined, usual: number, most: number): number {
  if (limit === undefined) return usual;
  const number = /^\d+$/u.test(limit) ? Number(limit) : 0;
  if (number >= 1 && number <= most) return number;
  throw new InvalidInputError(`limit must be a whole number from 1 to ${most}`, { field: 'limit' });
}

/** Reads a comma-separated query parameter whose words are known. */
export function readWords<Word extends string>(
  name: string,
  text: string | undefined,
  known: readonly Word[],
): ReadonlySet<Word> {
  const words = (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = words.find((word) => !(known as readonly string[]).includes(word));
  if (unknown === undefined) return new Set(words as Word[]);
  throw new InvalidInputError(`${name} knows no ${unknown}`, {
    field: name,
    hint: `It takes ${known.join(', ')}.`,
  });
}
