import { RE2JS } from 're2js';
import { InvalidInputError } from '../../error/maitred-error.ts';
import type { JsonValue } from '../../event/json.ts';
import { parseMoment } from '../../time/moment.ts';
import { FAILS, type Verdict, verdictOf } from '../condition/verdict.ts';
import { compareWith, toText } from './compare-values.ts';
import { compareVersions } from './compare-versions.ts';
import type { MatcherTest } from './matcher.ts';
import { momentVerdict } from './moment-verdict.ts';

/** Tests one present value at a moment; what cannot be compared fails. */
export type ElementTest = (value: JsonValue, now: number) => Verdict;

type Op =
  | 'atLeast'
  | 'atMost'
  | 'moreThan'
  | 'lessThan'
  | 'between'
  | 'startsWith'
  | 'endsWith'
  | 'containsText'
  | 'matches'
  | 'before'
  | 'after'
  | 'withinLast'
  | 'withinNext'
  | 'versionBelow'
  | 'versionAtLeast';

/** A test that asks about one value at a time: size, text, moment or version. */
export type ElementMatcherTest = Extract<MatcherTest, { readonly op: Op }>;

/** In no order with anything. */
const NOT_A_NUMBER = Number.NaN;

/** Makes a test of single values ready to run. @throws InvalidInputError if its regular expression is none */
export function compileElementTest(test: ElementMatcherTest, zone: string, ignoreCase: boolean): ElementTest {
  switch (test.op) {
    case 'atLeast':
    case 'atMost':
    case 'moreThan':
    case 'lessThan':
      return compileOrder(test.op, test.value, zone, ignoreCase);
    case 'between': {
      const atLeast = compileOrder('atLeast', test.from, zone, ignoreCase);
      const atMost = compileOrder('atMost', test.to, zone, ignoreCase);
      return (value, now) => verdictOf(atLeast(value, now).holds && atMost(value, now).holds);
    }
    case 'startsWith':
    case 'endsWith':
    case 'containsText':
    case 'matches': {
      const holds = compileTextTest(test.op, test.text, ignoreCase);
      return (value) => verdictOf(typeof value !== 'object' && holds(value));
    }
    case 'versionBelow':
      return (value) => verdictOf((compareVersions(toText(value, false) ?? '', test.version) ?? 0) < 0);
    case 'versionAtLeast':
      return (value) => verdictOf((compareVersions(toText(value, false) ?? '', test.version) ?? -1) >= 0);
    default:
      return (value, now) => {
        const moment = parseMoment(value, zone);
        return moment === undefined ? FAILS : momentVerdict(test, moment, now, zone);
      };
  }
}

function compileOrder(
  op: 'atLeast' | 'atMost' | 'moreThan' | 'lessThan',
  expected: string | number,
  zone: string,
  ignoreCase: boolean,
): ElementTest {
  const compare = compareWith(expected, zone, ignoreCase);
  switch (op) {
    case 'atLeast':
      return (value) => verdictOf((compare(value) ?? NOT_A_NUMBER) >= 0);
    case 'atMost':
      return (value) => verdictOf((compare(value) ?? NOT_A_NUMBER) <= 0);
    case 'moreThan':
      return (value) => verdictOf((compare(value) ?? NOT_A_NUMBER) > 0);
    case 'lessThan':
      return (value) => verdictOf((compare(value) ?? NOT_A_NUMBER) < 0);
  }
}

function compileTextTest(
  op: 'startsWith' | 'endsWith' | 'containsText' | 'matches',
  text: string,
  ignoreCase: boolean,
): (value: JsonValue) => boolean {
  if (op === 'matches') {
    const expression = compileExpression(text, ignoreCase);
    return (value) => {
      const subject = toText(value, false);
      return subject !== undefined && expression.matcher(subject).find();
    };
  }
  const part = ignoreCase ? text.toLowerCase() : text;
  const holds = {
    startsWith: (subject: string) => subject.startsWith(part),
    endsWith: (subject: string) => subject.endsWith(part),
    containsText: (subject: string) => subject.includes(part),
  }[op];
  return (value) => {
    const subject = toText(value, ignoreCase);
    return subject !== undefined && holds(subject);
  };
}

function compileExpression(text: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(text, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    throw new InvalidInputError(`matches: ${text} is no regular expression: ${String(error)}`, {
      hint: 'Use the syntax of RE2, which has no look-around and no back references.',
    });
  }
}
