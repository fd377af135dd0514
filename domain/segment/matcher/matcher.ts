import type { JsonValue } from '../../event/json.ts';

/** One test of a value, compiled. Comparisons are those of playbook.md, Values and Matchers. */
export type MatcherTest =
  | { readonly op: 'is' | 'isNot' | 'includes' | 'excludes'; readonly value: JsonValue }
  | { readonly op: 'in' | 'notIn' | 'includesAny' | 'includesAll'; readonly values: readonly JsonValue[] }
  | { readonly op: 'atLeast' | 'atMost' | 'moreThan' | 'lessThan'; readonly value: string | number }
  | { readonly op: 'between'; readonly from: string | number; readonly to: string | number }
  | { readonly op: 'startsWith' | 'endsWith' | 'containsText' | 'matches'; readonly text: string }
  | { readonly op: 'exists'; readonly expected: boolean }
  | { readonly op: 'before' | 'after'; readonly at: MomentReference }
  | { readonly op: 'withinLast' | 'withinNext'; readonly milliseconds: number }
  | { readonly op: 'versionBelow' | 'versionAtLeast'; readonly version: string }
  | { readonly op: 'some'; readonly where: readonly PathMatcher[] };

/** A fixed moment, or one that moves with the clock: `18 years ago`. */
export type MomentReference =
  | { readonly at: number }
  | {
      readonly agoMilliseconds: number;
      /** Calendar months besides, so that 18 years end on a birthday. */
      readonly agoMonths?: number;
    };

/** All tests must hold, those that ask for a value (all but `isNot`, `notIn`, `excludes`, `includesAll`, `exists`) of the same one. */
export interface Matcher {
  readonly tests: readonly MatcherTest[];
  readonly ignoreCase: boolean;
  /** IANA zone of dates that name none; written where a test may read one, so that its content says it all. */
  readonly zone?: string;
}

/** A matcher for the value at a dotted path, already split at the dots. */
export interface PathMatcher {
  readonly path: readonly string[];
  readonly matcher: Matcher;
}
