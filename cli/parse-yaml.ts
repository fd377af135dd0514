import {
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
  if (plain === undefined) return parseWithPlaces(file, text);
  let placed: ParsedYaml | undefined;
  const locate: ParsedYaml['locate'] = (problem) => {
    placed ??= parseWithPlaces(file, text);
    return placed.locate(problem);
  };
  return { data: plain.data, problems: [], doubts: [], locate };
}

function parseWithPlaces(file: string, text: string): ParsedYaml {
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
  return {
    data: problems.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
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
