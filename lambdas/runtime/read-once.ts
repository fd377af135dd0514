import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { HttpRequest } from './http-message.ts';

/**
 * Reads a query parameter that takes one value; one that comes twice would be taken for a name with a comma.
 * @throws {InvalidInputError} where it comes more than once
 */
export function readOnce(
  { query, repeated }: Pick<HttpRequest, 'query' | 'repeated'>,
  name: string,
): string | undefined {
  if (!repeated.has(name)) return query[name];
  throw new InvalidInputError(`${name} was given more than once`, { field: name, hint: 'Ask about one.' });
}

/** The names of the parameters that a query has more than once. @param query as it came, without the question mark */
export function repeatedIn(query: string): ReadonlySet<string> {
  const names = [...new URLSearchParams(query).keys()];
  return new Set(names.filter((name, place) => names.indexOf(name) !== place));
}
