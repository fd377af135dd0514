import { type Alias, CST, type Document, isNode, Parser, visit } from 'yaml';

/** So many levels are read: a condition within a condition takes one or two, a step within a branch three. */
const MOST_LEVELS = 200;

/** What cannot be read because of how things stand within each other. */
export interface Nesting {
  /** Where in the text. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** Whether data has more levels than are read. */
export function isTooDeep(data: unknown): boolean {
  let level: readonly object[] = isHolding(data) ? [data] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((each) => Object.values(each).filter(isHolding));
  }
  return false;
}

/** Finds where a text goes deeper than is read. It is asked of the tokens: what makes a document of them is as deep itself. */
export function findTooDeep(text: string): Nesting | undefined {
  let level: CST.Token[] = [...new Parser().parse(text)];
  for (let depth = 0; level.length > 0; depth += 1) {
    const [first] = level;
    if (depth > MOST_LEVELS && first !== undefined && 'offset' in first)
      return {
        offset: first.offset,
        message: `this stands over ${MOST_LEVELS} levels deep`,
        hint: 'write it flatter: `not` of `not` is nothing, `all` in `all` is one',
      };
    level = level.flatMap(within);
  }
  return undefined;
}

/** Finds the first alias that stands inside of what it names: it would never end. */
export function findEndless(document: Document): Nesting | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias, path) {
      const named = alias.resolve(document);
      if (named === undefined || !path.some((node) => isNode(node) && node === named)) return;
      found = alias;
      return visit.BREAK;
    },
  });
  return (
    found && {
      offset: found.range?.[0] ?? 0,
      message: `\`*${found.source}\` stands inside of what it names, and would never end`,
      hint: 'write out what you mean in its place',
    }
  );
}

/** Says of the first alias that there is more behind it than is read. */
export function describeTooMany(document: Document): Nesting {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return {
    offset,
    message: 'aliases of aliases stand for more here than is read',
    hint: 'write out what you mean in place of `*`',
  };
}

function isHolding(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The maps, lists and values right within a token. */
function within(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!CST.isCollection(token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((each) => each != null));
}
