import { elementsOf, valuesAt } from './paths.ts';
import { lengthOf, momentOf, numberOf, textOf, whenPassed } from './values.ts';
import { compareVersions } from './versions.ts';
import type { Json, WrittenMatcher, WrittenWhere } from './written.ts';

/** When it is asked, and the zone of dates that name none. */
export interface Asked {
  readonly now: number;
  readonly zone: string;
}

/** What is asked of everything that was found; all else is asked of one value. */
const OF_EVERYTHING = ['isNot', 'excludes', 'notIn', 'includesAll', 'exists'];

/** Whether what was found at a path is as an author wrote it: some value passes every test of one value. */
export function matches(found: readonly Json[], written: WrittenMatcher, asked: Asked): boolean {
  if (Array.isArray(written)) return matches(found, { in: written }, asked);
  if (typeof written !== 'object' || written === null) return matches(found, { is: written }, asked);
  const { ignoreCase = false, ...tests } = written as Readonly<Record<string, Json>>;
  const isOfEverything = ([name]: readonly [string, Json]) => OF_EVERYTHING.includes(name);
  const ofEverything = Object.entries(tests).filter(isOfEverything);
  const ofOne = Object.entries(tests).filter((test) => !isOfEverything(test));
  const isSomeRight = () =>
    elementsOf(found).some((element) =>
      ofOne.every(([name, expected]) => elementHolds(name, expected, element, asked, ignoreCase === true)),
    );
  return (
    ofEverything.every(([name, expected]) => everythingHolds(name, expected, found, ignoreCase === true)) &&
    (ofOne.length === 0 || isSomeRight())
  );
}

/** Whether all the paths of a `where` have what they must. */
export function whereHolds(from: unknown, where: WrittenWhere | undefined, asked: Asked): boolean {
  return Object.entries(where ?? {}).every(([path, matcher]) =>
    matches(valuesAt(from, path), matcher, asked),
  );
}

function everythingHolds(name: string, expected: Json, found: readonly Json[], ignoreCase: boolean): boolean {
  const values = Array.isArray(expected) ? expected : [expected];
  switch (name) {
    case 'exists':
      return found.length > 0 === expected;
    case 'includesAll':
      return includesAll(found, values, ignoreCase);
    default:
      return !elementsOf(found).some((element) => values.some((value) => equal(element, value, ignoreCase)));
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
  asked: Asked,
  ignoreCase: boolean,
): boolean {
  const { now, zone } = asked;
  const values = Array.isArray(expected) ? expected : [expected];
  const text = textOf(element, ignoreCase);
  const part = textOf(expected, ignoreCase) ?? '';
  const moment = momentOf(element, zone);
  switch (name) {
    case 'is':
    case 'includes':
    case 'in':
    case 'includesAny':
      return values.some((value) => equal(element, value, ignoreCase));
    case 'some':
      return typeof element === 'object' && whereHolds(element, expected as WrittenWhere, asked);
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

/** Numbers with numbers, dates with dates, of which an epoch is one; what cannot be compared is as good as missing. */
function inOrder(element: Json, expected: Json, zone: string, accepts: (order: number) => boolean): boolean {
  const number = numberOf(expected);
  const isEpoch = number !== undefined && Math.abs(number) >= 1e8 && numberOf(element) === undefined;
  const [a, b] =
    number === undefined || isEpoch
      ? [momentOf(element, zone), momentOf(expected, zone)]
      : [numberOf(element), number];
  return a !== undefined && b !== undefined && accepts(a - b);
}

const AGO = /\s+ago$/iu;

function isOlder(moment: number, written: Json, now: number, zone: string): boolean {
  const text = String(written);
  if (AGO.test(text)) return now >= whenPassed(moment, text.replace(AGO, ''), zone);
  return moment < (momentOf(written, zone) ?? NaN);
}

function isYounger(moment: number, written: Json, now: number, zone: string): boolean {
  const text = String(written);
  if (AGO.test(text)) return now < whenPassed(moment - 1, text.replace(AGO, ''), zone);
  return moment > (momentOf(written, zone) ?? NaN);
}
