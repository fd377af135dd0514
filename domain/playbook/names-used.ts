import { templatedPathsOf } from './check/templated-paths.ts';
import type { PathStep } from './problem/problem.ts';
import { readValuePath, type ValuePath } from './schema/wait-schema.ts';

/** A name that a playbook uses and expects to be sent, with where it stands. */
export interface NameUse {
  readonly kind: 'event' | 'property' | 'trait' | 'list';
  readonly name: string;
  /** Of a property: the events that it is looked for in; empty: any. */
  readonly events: readonly string[];
  readonly path: readonly PathStep[];
  readonly at: 'key' | 'value';
}

type Fields = Readonly<Record<string, unknown>>;
type Path = readonly PathStep[];

/** Of a condition, `{ of: revenue, atLeast: 500 }`; of a computed trait, `revenue`. */
const MEASURES = ['sum', 'average', 'min', 'max', 'unique', 'first', 'last', 'top'];
/** What an author may fill with any keys: those of conditions mean nothing there. */
const FREE = ['set', 'body'];
const ANY_EVENT = 'any';
const CONTEXT = 'context.';

/**
 * Finds the names of events, properties, traits and lists in a file of a playbook, wherever conditions, triggers and computed
 * traits may stand.
 * @param data the file as plain data
 */
export function namesUsedIn(data: unknown): NameUse[] {
  return usesIn(data, []);
}

function usesIn(node: unknown, path: Path): NameUse[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => usesIn(item, [...path, index]));
  if (!isFields(node)) return [];
  const own = [...usesOfEvent(node, path), ...usesOfOthers(node, path), ...usesOfValues(node, path)];
  const inner = Object.entries(node).filter(([key]) => !FREE.includes(key));
  return [...own, ...inner.flatMap(([key, value]) => usesIn(value, [...path, key]))];
}

/** Who is asked for by what they did: its name, and the properties that it must have. */
function usesOfEvent(node: Fields, path: Path): NameUse[] {
  const over = [node.of, node.over].find((inner) => isFields(inner) && inner.event !== undefined) as
    | Fields
    | undefined;
  const events = namesOf((over ?? node).event);
  const named = node.event === undefined ? [] : usesOfNames(node.event, [...path, 'event']);
  const where = node.event === undefined ? [] : usesOfWhere(node.where, events, [...path, 'where']);
  if (node.event === undefined && over === undefined) return usesOfAffinity(node, [], path);
  return [
    ...named,
    ...where,
    ...MEASURES.flatMap((key) => usesOfMeasure(node[key], events, [...path, key])),
    ...usesOfMatching(node.matching, events, [...path, 'matching']),
    ...usesOfAffinity(node, events, path),
  ];
}

function usesOfNames(names: unknown, path: Path): NameUse[] {
  const use = (name: unknown, at: Path): NameUse[] =>
    typeof name !== 'string' || name === ANY_EVENT
      ? []
      : [{ kind: 'event', name, events: [], path: at, at: 'value' }];
  return Array.isArray(names)
    ? names.flatMap((name, index) => use(name, [...path, index]))
    : use(names, path);
}

/** Keys are dotted paths; `some` asks the elements of a list for fields of theirs. */
function usesOfWhere(where: unknown, events: readonly string[], path: Path, prefix = ''): NameUse[] {
  if (!isFields(where)) return [];
  return Object.entries(where).flatMap(([key, matcher]) => {
    const name = `${prefix}${key}`;
    if (name.startsWith(CONTEXT)) return [];
    const use: NameUse = { kind: 'property', name, events, path: [...path, key], at: 'key' };
    const some = isFields(matcher) ? matcher.some : undefined;
    return [use, ...usesOfWhere(some, events, [...path, key, 'some'], `${name}.`)];
  });
}

function usesOfMeasure(measure: unknown, events: readonly string[], path: Path): NameUse[] {
  if (typeof measure === 'string') return [propertyAt(measure, events, path)];
  if (!isFields(measure) || typeof measure.of !== 'string') return [];
  return [propertyAt(measure.of, events, [...path, 'of'])];
}

/** Its event and `where` are found as everywhere; pairs name a property on either side. */
function usesOfMatching(matching: unknown, events: readonly string[], path: Path): NameUse[] {
  if (!isFields(matching) || !isFields(matching.on)) return [];
  const others = namesOf(matching.event);
  return Object.entries(matching.on).flatMap(([left, right]) => {
    const pair = [...path, 'on', left];
    const use: NameUse = { ...propertyAt(left, events, pair), at: 'key' };
    return typeof right === 'string' ? [use, propertyAt(right, others, pair)] : [use];
  });
}

function usesOfAffinity({ affinity }: Fields, events: readonly string[], path: Path): NameUse[] {
  return typeof affinity === 'string' ? [propertyAt(affinity, events, [...path, 'affinity'])] : [];
}

function usesOfOthers({ trait, list, date, visit }: Fields, path: Path): NameUse[] {
  const use = (kind: NameUse['kind'], name: unknown, key: string): NameUse[] =>
    typeof name === 'string' ? [{ kind, name, events: [], path: [...path, key], at: 'value' }] : [];
  const begins = isFields(visit) ? usesOfNames(visit.begins, [...path, 'visit', 'begins']) : [];
  return [
    ...use('trait', trait, 'trait'),
    ...use('trait', date, 'date'),
    ...use('list', list, 'list'),
    ...begins,
  ];
}

/** `until: event.properties.checkIn`, `until: profile.birthday`, and what `set` replaces. */
function usesOfValues({ until, set }: Fields, path: Path): NameUse[] {
  const awaited = typeof until === 'string' ? readValuePath(until) : undefined;
  const values = awaited === undefined ? [] : usesOfValue(awaited, [...path, 'until']);
  return [...values, ...templatedPathsOf(set).flatMap((value) => usesOfValue(value, [...path, 'set']))];
}

function usesOfValue({ of, path: [root = '', ...rest] }: ValuePath, path: Path): NameUse[] {
  if (of === 'profile')
    return [{ kind: 'trait', name: [root, ...rest].join('.'), events: [], path, at: 'value' }];
  return root === 'properties' ? [propertyAt(rest.join('.'), [], path)] : [];
}

function propertyAt(name: string, events: readonly string[], path: Path): NameUse {
  return { kind: 'property', name, events, path, at: 'value' };
}

/** No names: any event. */
function namesOf(event: unknown): string[] {
  const names = (Array.isArray(event) ? event : [event]).filter((name) => typeof name === 'string');
  return names.includes(ANY_EVENT) ? [] : names;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
