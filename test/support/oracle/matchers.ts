import { elementsOf, valuesAt } from './paths.ts';
import { lengthOf, momentOf, numberOf, textOf, whenAsOldAs } from './values.ts';
import { compareVersions } from './versions.ts';
import type { Json, WrittenMatcher, WrittenWhere } from './written.ts';

/** When it is asked, and the zone of dates that name none. */
export interface Asked {
  readonly now: number;
  readonly zone: string;
}

/** Whether what was found at a path is as an author wrote it: every test must hold. */
export function matches(found: readonly Json[], written: WrittenMatcher, asked: Asked): boolean {
  if (Array.isArray(written)) return testHolds('in', written, found, asked, false);
  if (typeof written !== 'object' || written === null) return testHolds('is', written, found, asked, false);
  const { ignoreCase = false, ...tests } = written as Readonly<Record<string, Json>>;
  return Object.entries(tests).every(([name, expected]) =>
    testHolds(name, expected, found, asked, ignoreCase === true),
  );
}

/** Whether all the paths of a `where` have what they must. */
export function whereHolds(from: unknown, where: WrittenWhere | undefined, asked: Asked): boolean {
  return Object.entries(where ?? {}).every(([path, matcher]) =>
    matches(valuesAt(from, path), matcher, asked),
  );
}

function testHolds(
  name: string,
  expected: Json,
  found: readonly Json[],
  asked: Asked,
  ignoreCase: boolean,
): boolean {
  const elements = elementsOf(found);
  const has = (value: Json) => elements.some((element) => equal(element, value, ignoreCase));
  const values = Array.isArray(expected) ? expected : [expected];
  switch (name) {
    case 'is':
    case 'includes':
      return has(expected);
    case 'isNot':
    case 'excludes':
      return !has(expected);
    case 'in':
    case 'includesAny':
      return values.some(has);
    case 'notIn':
      return !values.some(has);
    case 'includesAll':
      return includesAll(found, values, ignoreCase);
    case 'exists':
      return found.length > 0 === expected;
    case 'some':
      return elements.some(
        (element) => typeof element === 'object' && whereHolds(element, expected as WrittenWhere, asked),
      );
    default:
      return elements.some((element) => elementHolds(name, expected, element, asked, ignoreCase));
  }
}

/** One list that has all of them; values that are no lists are taken together. */
function includesAll(found: readonly Json[], values: readonly Json[], ignoreCase: boolean): boolean {
  const lists = found.filter((value) => Array.isArray(value)).map((list) => elementsOf([list]));
  const single = found.filter((value) => !Array.isArray(value));
  return [...lists, single].some(
    (list) =>
      list.length > 0 && values.every((value) => list.some((element) => equal(element, value, ignoreCase))),
  );
}

function elementHolds(
  name: string,
  expected: Json,
  element: Json,
  { now, zone }: Asked,
  ignoreCase: boolean,
): boolean {
  const text = textOf(element, ignoreCase);
  const part = textOf(expected, ignoreCase) ?? '';
  const moment = momentOf(element, zone);
  switch (name) {
    case 'atLeast':
      return inOrder(element, expected, zone, (order) => order >= 0);
    case 'atMost':
      return inOrder(element, expected, zone, (order) => order <= 0);
    case 'moreThan':
      return inOrder(element, expected, zone, (order) => order > 0);
    case 'lessThan':
      return inOrder(element, expected, zone, (order) => order < 0);
    case 'between': {
      const [from, to] = expected as readonly [Json, Json];
      const isAbove = inOrder(element, from, zone, (order) => order >= 0);
      return isAbove && inOrder(element, to, zone, (order) => order <= 0);
    }
    case 'startsWith':
      return text?.startsWith(part) === true;
    case 'endsWith':
      return text?.endsWith(part) === true;
    case 'containsText':
      return text?.includes(part) === true;
    case 'matches':
      return new RegExp(String(expected), ignoreCase ? 'iu' : 'u').test(textOf(element, false) ?? '\u0000');
    case 'before':
      return moment !== undefined && isOlder(moment, expected, now, zone);
    case 'after':
      return moment !== undefined && isYounger(moment, expected, now, zone);
    case 'withinLast':
      return moment !== undefined && moment <= now && moment > now - lengthOf(String(expected));
    case 'withinNext':
      return moment !== undefined && moment > now && moment <= now + lengthOf(String(expected));
    case 'versionBelow':
      return (compareVersions(element, expected) ?? 0) < 0;
    case 'versionAtLeast':
      return (compareVersions(element, expected) ?? -1) >= 0;
    default:
      throw new Error(`no such test: ${name}`);
  }
}

/** Numeric text is the number, but of two texts each is only itself. */
function equal(a: Json, b: Json, ignoreCase: boolean): boolean {
  if (typeof a === 'string' && typeof b === 'string') return textOf(a, ignoreCase) === textOf(b, ignoreCase);
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b;
  return numberOf(a) !== undefined && numberOf(a) === numberOf(b);
}

/** Numbers with numbers, dates with dates; what cannot be compared is as good as missing. */
function inOrder(element: Json, expected: Json, zone: string, accepts: (order: number) => boolean): boolean {
  const number = numberOf(expected);
  const [a, b] =
    number === undefined ? [momentOf(element, zone), momentOf(expected, zone)] : [numberOf(element), number];
  return a !== undefined && b !== undefined && accepts(a - b);
}

const AGO = / ago$/u;

function isOlder(moment: number, written: Json, now: number, zone: string): boolean {
  const text = String(written);
  if (AGO.test(text)) return now > whenAsOldAs(moment, text.replace(AGO, ''), zone);
  return moment < (momentOf(written, zone) ?? NaN);
}

function isYounger(moment: number, written: Json, now: number, zone: string): boolean {
  const text = String(written);
  if (AGO.test(text)) return now < whenAsOldAs(moment, text.replace(AGO, ''), zone);
  return moment > (momentOf(written, zone) ?? NaN);
}
