import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { PathStep, Problem } from '../domain/playbook/problem/problem.ts';
import { findAmbiguousWords, mayHoldAmbiguousWords } from './ambiguous-words.ts';
import { describeTooMany, findEndless, findTooDeep, isTooDeep, type Nesting } from './find-nesting.ts';
import type { LocatedProblem } from './located-problem.ts';
import { readPlainYaml } from './read-plain-yaml.ts';

/** A YAML file as plain data that remembers where each thing stands. */
export interface ParsedYaml {
  /** Undefined if the text is not YAML. */
  readonly data: unknown;
  readonly problems: readonly LocatedProblem[];
  /** What can be read in two ways: a problem where nothing else is said of it. */
  readonly doubts: readonly LocatedProblem[];
  /** Gives a problem found in the data its line and column: that of the nearest thing that is there. */
  readonly locate: (problem: Problem) => LocatedProblem;
}

const MOST_ALIASES = 100;

/** What the parser says in words of its own. */
const SENTENCES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here (`---`): a file holds one',
  DUPLICATE_KEY: 'this key stands here twice: write it once, with all that belongs to it',
  TAB_AS_INDENT: 'a tab stands here: indent with spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a second `: ` stands here: a text that has one goes in quotes',
};

/**
 * Reads YAML text. What is not YAML is reported with its place, not thrown. Where each thing stands is found out only once
 * somebody asks: of most files nobody does.
 */
export function parseYaml(file: string, text: string): ParsedYaml {
  const plain = mayHoldAmbiguousWords(text) ? undefined : readPlainYaml(text);
  if (plain === undefined || isTooDeep(plain.data)) return parseWithPlaces(file, text);
  let placed: ParsedYaml | undefined;
  const locate: ParsedYaml['locate'] = (problem) => {
    placed ??= parseWithPlaces(file, text);
    return placed.locate(problem);
  };
  return { data: plain.data, problems: [], doubts: [], locate };
}

function parseWithPlaces(file: string, text: string): ParsedYaml {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refusal(file, text, tooDeep);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0]),
    message: SENTENCES[error.code] ?? lowerFirst(error.message),
  }));
  const read = problems.length > 0 ? { data: undefined } : readAliases(document);
  if ('nesting' in read) return refusal(file, text, read.nesting);
  return {
    data: read.data,
    problems,
    doubts: findAmbiguousWords(document, text).map(({ offset, ...doubt }) => ({
      ...place(offset),
      ...doubt,
    })),
    locate: ({ path, at, message, hint }) => ({
      ...place(offsetOf(document.contents, path, at)),
      message,
      ...(hint !== undefined && { hint }),
    }),
  };
}

/** The document as plain data, with what stands behind each alias in its place. */
function readAliases(document: Document.Parsed): { readonly data: unknown } | { readonly nesting: Nesting } {
  const endless = findEndless(document);
  if (endless !== undefined) return { nesting: endless };
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return isTooDeep(data) ? { nesting: describeTooMany(document) } : { data };
  } catch (error) {
    // What the parser throws where aliases of aliases would fill the memory.
    if (error instanceof ReferenceError) return { nesting: describeTooMany(document) };
    throw error;
  }
}

function refusal(file: string, text: string, { offset, message, hint }: Nesting): ParsedYaml {
  const before = text.slice(0, offset).split('\n');
  const problem = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message, hint };
  return { data: undefined, problems: [problem], doubts: [], locate: () => problem };
}

/** Where the key or value at a path begins; where the path ends early, the last that is there. */
function offsetOf(root: Node | null, path: readonly PathStep[], at: Problem['at']): number {
  let node: unknown = root;
  let offset = startOf(root) ?? 0;
  for (const [index, step] of path.entries()) {
    const pair = childOf(isAlias(node) ? undefined : node, step);
    if (pair === undefined) return offset;
    const isLast = index === path.length - 1;
    const [key, value] = pair;
    const keyOffset = startOf(key) ?? offset;
    if (isLast && at === 'key') return keyOffset;
    offset = startOf(value) ?? keyOffset;
    node = value;
  }
  return offset;
}

/** The key and the value of a mapping's entry; an item of a list has no key. */
function childOf(node: unknown, step: PathStep): readonly [unknown, unknown] | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : [item, item];
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && keyOf(item) === String(step));
  return pair === undefined ? undefined : [pair.key, pair.value];
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  return (node as Node).range?.[0];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
