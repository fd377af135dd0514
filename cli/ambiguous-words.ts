import { type Document, type Scalar, visit } from 'yaml';

/** What YAML once took for true and false, and takes for text today. Codes in capitals (`NO`, `ON`) are meant as such. */
const WORDS: Readonly<Record<string, boolean>> = { yes: true, on: true, no: false, off: false };
const ANY_WORD = /[:[,-]\s+['"]?(?:[Yy]es|[Nn]o|[Oo]n|[Oo]ff)\b/u;

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
    Scalar(key, node: Scalar) {
      const word = node.type === 'PLAIN' ? (node.source ?? '') : '';
      const meant = word === word.toUpperCase() ? undefined : WORDS[word.toLowerCase()];
      if (key === 'key' || meant === undefined) return;
      const message = `\`${word}\` without quotes is text, and may be meant as \`${meant}\``;
      const hint = `write \`${meant}\`, or \`"${word}"\``;
      found.push({ offset: node.range?.[0] ?? 0, message, hint });
    },
  });
  return found;
}
