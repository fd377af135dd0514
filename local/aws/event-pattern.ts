import { UnknownTemplatePart } from '../template/template.ts';

/** A pattern of EventBridge rules and of Lambda's event filtering, checked and ready to match. */
export type EventPattern = (event: unknown) => boolean;

type ValueTest = (value: unknown) => boolean;

/**
 * Reads an event pattern.
 * @throws UnknownTemplatePart for a filter that this runner does not know
 */
export function readEventPattern(pattern: unknown): EventPattern {
  if (Array.isArray(pattern)) return readLeaf(pattern);
  if (typeof pattern !== 'object' || pattern === null)
    throw new UnknownTemplatePart(`event pattern ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map(([key, inner]) => {
    if (key.startsWith('$')) throw new UnknownTemplatePart(`event pattern operator ${key}`);
    return [key, readEventPattern(inner)] as const;
  });
  return (event) => parts.every(([key, matches]) => matches(fieldOf(event, key)));
}

function fieldOf(event: unknown, key: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
  return Object.hasOwn(event, key) ? (event as Record<string, unknown>)[key] : undefined;
}

function readLeaf(filters: readonly unknown[]): EventPattern {
  const tests = filters.map(readFilter);
  return (value) => {
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    return tests.some((test) => values.some(test));
  };
}

function readFilter(filter: unknown): ValueTest {
  if (typeof filter !== 'object' || filter === null) return (value) => value === filter;
  const entries = Object.entries(filter);
  const [name, argument] = entries[0] ?? ['', undefined];
  const make = FILTERS[name];
  if (make === undefined || entries.length !== 1) {
    throw new UnknownTemplatePart(`event pattern filter ${JSON.stringify(filter)}`);
  }
  return make(argument);
}

const FILTERS: Readonly<Record<string, (argument: unknown) => ValueTest>> = {
  exists: (argument) => {
    const wanted = Boolean(argument);
    return (value) => (value !== undefined && !isNode(value)) === wanted;
  },
  prefix: (argument) => {
    const start = textArgument('prefix', argument);
    return (value) => typeof value === 'string' && value.startsWith(start);
  },
  suffix: (argument) => {
    const end = textArgument('suffix', argument);
    return (value) => typeof value === 'string' && value.endsWith(end);
  },
  'equals-ignore-case': (argument) => {
    const wanted = textArgument('equals-ignore-case', argument).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  'anything-but': (argument) => {
    const refused = Array.isArray(argument) ? argument : [argument];
    if (refused.some((one) => typeof one === 'object')) {
      throw new UnknownTemplatePart(`event pattern filter anything-but ${JSON.stringify(argument)}`);
    }
    return (value) => value !== undefined && !refused.includes(value);
  },
  numeric: (argument) => numericTest(argument as unknown[]),
};

/** `exists` looks at leaves alone: an object in between does not count, as in EventBridge. */
function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function textArgument(filter: string, argument: unknown): string {
  if (typeof argument !== 'string')
    throw new UnknownTemplatePart(`event pattern filter ${filter} ${JSON.stringify(argument)}`);
  return argument;
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function numericTest(argument: readonly unknown[]): ValueTest {
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < argument.length; index += 2) {
    const compare = COMPARISONS[String(argument[index])];
    const limit = argument[index + 1];
    if (compare === undefined || typeof limit !== 'number') {
      throw new UnknownTemplatePart(`event pattern filter numeric ${JSON.stringify(argument)}`);
    }
    tests.push((value) => compare(value, limit));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}
