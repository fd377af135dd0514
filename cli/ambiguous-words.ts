import { type Document, isPair, isScalar, type Scalar, visit } from 'yaml';

/** What YAML once took for true and false, and takes for text today. Codes in capitals (`NO`, `ON`) are meant as such. */
const WORDS: Readonly<Record<string, boolean>> = { yes: true, on: true, no: false, off: false };
const ANY_WORD = /[:[,-]\s+['"]?(?:[Yy]es|[Nn]o|[Oo]n|[Oo]ff)\b/u;

/** Keys whose values are text, whatever stands there. */
const OF_TEXT = new Set(
  'body campaign contains destination event grant link message messageId name offer page purpose reason role screen segment story subject template text title topics track venue'.split(
    ' ',
  ),
);
/** What stands in these is named by who writes it, and may be anything. */
const OF_ANYTHING = new Set(['where', 'traits', 'properties', 'context']);
/** All of these are identifiers. */
const OF_IDENTIFIERS = new Set(['identify', 'as']);

export interface AmbiguousWord {
  /** Where it begins in the text. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** Tells whether to look for them is worth the while. */
export function mayHoldAmbiguousWords(text: string): boolean {
  return ANY_WORD.test(text);
}

/** Finds values without quotes that their author may have meant as true or false. */
export function findAmbiguousWords(document: Document, text: string): AmbiguousWord[] {
  if (!mayHoldAmbiguousWords(text)) return [];
  const found: AmbiguousWord[] = [];
  visit(document, {
    Scalar(key, node: Scalar, path) {
      const word = node.type === 'PLAIN' ? (node.source ?? '') : '';
      const meant = word === word.toUpperCase() ? undefined : WORDS[word.toLowerCase()];
      if (key === 'key' || meant === undefined) return;
      found.push({ offset: node.range?.[0] ?? 0, ...complaint(word, meant, isOnlyText(keysOf(path))) });
    },
  });
  return found;
}

function complaint(word: string, meant: boolean, isText: boolean): Omit<AmbiguousWord, 'offset'> {
  if (isText)
    return {
      message: `\`${word}\` without quotes is text here, and true or false elsewhere`,
      hint: `put it in quotes, as text: \`"${word}"\``,
    };
  return {
    message: `\`${word}\` without quotes is text, and may be meant as \`${meant}\``,
    hint: `write \`${meant}\`, or \`"${word}"\``,
  };
}

/** Those that lead to a value, the outermost first. */
function keysOf(path: readonly unknown[]): string[] {
  return path.flatMap((node) => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []));
}

function isOnlyText(keys: readonly string[]): boolean {
  const around = keys.slice(0, -1);
  // What a webhook carries is a mapping of anything.
  if (around.some((key) => OF_ANYTHING.has(key) || key === 'body')) return false;
  return OF_TEXT.has(keys.at(-1) ?? '') || OF_IDENTIFIERS.has(around.at(-1) ?? '');
}
