import { hintForCampaign, hintForShape } from './hint-for-campaign.ts';
import { nearestDuration } from './nearest-duration.ts';
import { nearestWord } from './nearest-word.ts';

/** A word that may stand there, as a message names it: `visit`. */
const OFFERED = /`([A-Za-z]+)`/gu;
const ASKS_FOR_TEXT = /^(text|the name of an event|an id\b|an identifier|a dotted path)/u;
/** A test of one value, and those of several. */
const OF_SEVERAL: Readonly<Record<string, string>> = {
  is: '`in`',
  isNot: '`notIn`',
  includes: '`includesAny` or `includesAll`',
  excludes: '`notIn`',
};

/**
 * What to write instead of a value that is not what was expected.
 * @param expected what was, in the words of the schema
 * @param key what the value stands beside
 * @param words those that may stand there besides the ones that `expected` names
 */
export function hintForValue(
  expected: string,
  found: unknown,
  key: string,
  words: readonly string[] = [],
): string | undefined {
  const shape = typeof found === 'object' && found !== null ? hintForShape(expected, found) : undefined;
  const meant = shape ?? hintForCampaign(expected, found);
  if (meant !== undefined) return meant;
  if (Array.isArray(found)) {
    const several = Object.hasOwn(OF_SEVERAL, key) ? OF_SEVERAL[key] : undefined;
    return several && `of several values write ${several}`;
  }
  if (/^a share\b/u.test(expected)) return hintForShare(found);
  if (typeof found === 'string') return hintForText(expected, found, words);
  if (typeof found !== 'number' && typeof found !== 'boolean') return undefined;
  if (ASKS_FOR_TEXT.test(expected)) return `write it in quotes: \`"${found}"\``;
  if (asksForDuration(expected) && Number(found) > 0)
    return `say of what: \`${found} minutes\`, \`${found} days\``;
  return undefined;
}

function hintForText(expected: string, found: string, words: readonly string[]): string | undefined {
  const offered = [...expected.matchAll(OFFERED)].flatMap(([, word]) => word ?? []);
  const meant =
    nearestWord(found, [...words, ...offered]) ??
    (asksForDuration(expected) ? nearestDuration(found, / ago`/u.test(expected)) : undefined);
  if (meant !== undefined && meant !== found) return `did you mean \`${meant}\`?`;
  const isNumber = found.trim() !== '' && Number.isFinite(Number(found));
  return isNumber && /\bnumber\b/u.test(expected)
    ? `write it without quotes: \`${found.trim()}\``
    : undefined;
}

/** `50%` and `0.5` say it plainly enough. */
function hintForShare(found: unknown): string | undefined {
  const percent = typeof found === 'string' ? /^([\d.]+) *%$/u.exec(found.trim())?.[1] : undefined;
  const share = percent === undefined ? Number(found) : Number(percent) / 100;
  return share >= 0 && share <= 1 ? `write \`{ atLeast: ${share} }\`` : undefined;
}

function asksForDuration(expected: string): boolean {
  return expected.includes('duration') || / ago`/u.test(expected);
}
