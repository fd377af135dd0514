/** What a condition names or compares: an attribute by its path, a value, or an attribute's size. */
export type Operand =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly path: readonly string[] };

export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly of: readonly [ConditionNode, ConditionNode] }
  | { readonly kind: 'not'; readonly of: ConditionNode }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly value: Operand; readonly least: Operand; readonly most: Operand }
  | { readonly kind: 'in'; readonly value: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'exists' | 'absent'; readonly path: readonly string[] }
  | { readonly kind: 'begins'; readonly value: Operand; readonly with: Operand };

const TOKEN = /\s*(<>|<=|>=|[=<>(),.+]|[#:]?[A-Za-z_][A-Za-z0-9_]*)/y;

/** The tokens of an expression. @throws where it holds anything that is not known here */
export function tokenise(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`the simulated tables do not know: ${text.slice(at)}`);
    tokens.push(match[1] as string);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** Reads one expression's tokens from the front. */
export class TokenReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenise(text);
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  take(): string {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Takes the word, in any case, if it is next. */
  takeIf(word: string): boolean {
    if (this.peek().toUpperCase() !== word.toUpperCase()) return false;
    this.#at += 1;
    return true;
  }

  need(word: string): void {
    if (!this.takeIf(word)) throw new Error(`the simulated tables expected ${word} at ${this.peek()}`);
  }

  path(): string[] {
    const path = [this.#name()];
    while (this.takeIf('.')) path.push(this.#name());
    return path;
  }

  operand(): Operand {
    if (this.peek().startsWith(':')) return { kind: 'value', name: this.take() };
    if (this.peek() !== 'size') return { kind: 'path', path: this.path() };
    this.take();
    this.need('(');
    const path = this.path();
    this.need(')');
    return { kind: 'size', path };
  }

  #name(): string {
    const name = this.take();
    if (!/^#?[A-Za-z_]/.test(name)) throw new Error(`the simulated tables expected a name at ${name}`);
    return name;
  }
}

/** Parses a condition, a key condition or a filter. @throws where anything in it is not known here */
export function parseCondition(text: string): ConditionNode {
  const reader = new TokenReader(text);
  const node = readOr(reader);
  if (!reader.isDone) throw new Error(`the simulated tables do not know: ${reader.peek()} in ${text}`);
  return node;
}

function readOr(reader: TokenReader): ConditionNode {
  let node = readAnd(reader);
  while (reader.takeIf('OR')) node = { kind: 'or', of: [node, readAnd(reader)] };
  return node;
}

function readAnd(reader: TokenReader): ConditionNode {
  let node = readNot(reader);
  while (reader.takeIf('AND')) node = { kind: 'and', of: [node, readNot(reader)] };
  return node;
}

function readNot(reader: TokenReader): ConditionNode {
  if (reader.takeIf('NOT')) return { kind: 'not', of: readNot(reader) };
  if (reader.takeIf('(')) {
    const node = readOr(reader);
    reader.need(')');
    return node;
  }
  return readFunction(reader) ?? readComparison(reader);
}

const FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'begins_with'];

function readFunction(reader: TokenReader): ConditionNode | undefined {
  const name = reader.peek();
  if (!FUNCTIONS.includes(name)) return undefined;
  reader.take();
  reader.need('(');
  const node = readArguments(reader, name);
  reader.need(')');
  return node;
}

function readArguments(reader: TokenReader, name: string): ConditionNode {
  if (name === 'attribute_exists') return { kind: 'exists', path: reader.path() };
  if (name === 'attribute_not_exists') return { kind: 'absent', path: reader.path() };
  const value = reader.operand();
  reader.need(',');
  return { kind: 'begins', value, with: reader.operand() };
}

function readComparison(reader: TokenReader): ConditionNode {
  const left = reader.operand();
  if (reader.takeIf('BETWEEN')) {
    const least = reader.operand();
    reader.need('AND');
    return { kind: 'between', value: left, least, most: reader.operand() };
  }
  if (reader.takeIf('IN')) return { kind: 'in', value: left, list: readList(reader) };
  const operator = reader.take();
  if (!['=', '<>', '<', '<=', '>', '>='].includes(operator))
    throw new Error(`the simulated tables do not know the operator ${operator}`);
  return { kind: 'compare', operator, left, right: reader.operand() };
}

function readList(reader: TokenReader): Operand[] {
  reader.need('(');
  const list = [reader.operand()];
  while (reader.takeIf(',')) list.push(reader.operand());
  reader.need(')');
  return list;
}
