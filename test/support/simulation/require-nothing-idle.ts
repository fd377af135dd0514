import { validationError } from './aws-failures.ts';
import type { Substitutes } from './evaluate-expression.ts';
import { tokenise } from './expression-parser.ts';

const tokensOf = new Map<string, ReadonlySet<string>>();

/** DynamoDB refuses a name or a value that no expression uses. @throws ValidationException */
export function requireNothingIdle(
  { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Substitutes,
  expressions: readonly (string | undefined)[],
): void {
  const given = [...Object.keys(ExpressionAttributeNames), ...Object.keys(ExpressionAttributeValues)];
  const idle = given.find(
    (name) => !expressions.some((text) => text !== undefined && tokens(text).has(name)),
  );
  if (idle !== undefined) throw validationError(`no expression uses ${idle}`);
}

function tokens(text: string): ReadonlySet<string> {
  const known = tokensOf.get(text);
  if (known !== undefined) return known;
  const read = new Set(tokenise(text));
  tokensOf.set(text, read);
  return read;
}
