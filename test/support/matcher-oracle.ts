import type { JsonValue } from '../../domain/event/json.ts';
import type { MatcherTest, PathMatcher } from '../../domain/segment/matcher/matcher.ts';

/** Every scalar and object below the path, through all lists. */
export function leaves(from: JsonValue | undefined, path: readonly string[]): JsonValue[] {
  if (from === undefined || from === null) return [];
  if (Array.isArray(from)) return from.flatMap((element) => leaves(element, path));
  const [step, ...rest] = path;
  if (step === undefined) return [from];
  return typeof from === 'object' ? leaves(from[step], rest) : [];
}

const OF_ALL: readonly MatcherTest['op'][] = ['isNot', 'excludes', 'notIn', 'includesAll', 'exists'];

/** Whether all of a matcher's tests hold of what is found at its path: those that ask for a value of the same one. */
export function clauseHolds(from: JsonValue, { path, matcher }: PathMatcher, now: number): boolean {
  const found = leaves(from, path);
  const hold = (tests: readonly MatcherTest[], values: JsonValue[]) =>
    tests.every((test) => testHolds(test, values, now, matcher.ignoreCase));
  const ofOne = matcher.tests.filter(({ op }) => !OF_ALL.includes(op));
  const isOneFound = ofOne.length === 0 || found.some((value) => hold(ofOne, [value]));
  const ofAll = matcher.tests.filter(({ op }) => OF_ALL.includes(op));
  return isOneFound && hold(ofAll, found);
}

function testHolds(test: MatcherTest, found: JsonValue[], now: number, ignoreCase: boolean): boolean {
  const fold = (value: JsonValue) => (ignoreCase && typeof value === 'string' ? value.toLowerCase() : value);
  const same = (a: JsonValue) => (b: JsonValue) => {
    const [left, right] = [fold(a), fold(b)];
    if (typeof left === typeof right) return left === right;
    return left !== '' && right !== '' && typeof left !== 'boolean' && Number(left) === Number(right);
  };
  const numbers = found
    .filter((value) => value !== '' && typeof value !== 'boolean' && typeof value !== 'object')
    .map(Number);
  const moments = found.flatMap((value) => (typeof value === 'string' ? [Date.parse(value)] : []));
  switch (test.op) {
    case 'is':
    case 'includes':
      return found.some(same(test.value));
    case 'isNot':
    case 'excludes':
      return !found.some(same(test.value));
    case 'in':
    case 'includesAny':
      return test.values.some((value) => found.some(same(value)));
    case 'notIn':
      return !test.values.some((value) => found.some(same(value)));
    case 'includesAll':
      return found.length > 0 && test.values.every((value) => found.some(same(value)));
    case 'exists':
      return found.length > 0 === test.expected;
    case 'atLeast':
      return numbers.some((number) => number >= Number(test.value));
    case 'lessThan':
      return numbers.some((number) => number < Number(test.value));
    case 'between':
      return numbers.some((number) => number >= Number(test.from) && number <= Number(test.to));
    case 'startsWith':
      return found.some((value) => String(fold(value)).startsWith(String(fold(test.text))));
    case 'before':
      return moments.some(
        (moment) => moment < ('at' in test.at ? test.at.at : now - test.at.agoMilliseconds),
      );
    case 'after':
      return moments.some(
        (moment) => moment > ('at' in test.at ? test.at.at : now - test.at.agoMilliseconds),
      );
    case 'withinLast':
      return moments.some((moment) => moment <= now && moment > now - test.milliseconds);
    case 'withinNext':
      return moments.some((moment) => moment > now && moment <= now + test.milliseconds);
    case 'some':
      return found.some((element) => test.where.every((clause) => clauseHolds(element, clause, now)));
    default:
      throw new Error(`the oracle does not know ${test.op}`);
  }
}
