import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../../domain/segment/matcher/compare-versions.ts';
import { compileElementTest } from '../../../../domain/segment/matcher/compile-element-test.ts';

describe('compareVersions', () => {
  it.each<[string, string, number | undefined]>([
    ['3.1.9', '3.2.0', -1],
    ['3.10', '3.2.0', 1],
    ['3.2', '3.2.0', 0],
    ['v3.2.0', '3.2.0', 0],
    ['3.2.0+build.7', '3.2.0', 0],
    ['3.2.0-beta.2', '3.2.0', -1],
    ['3.2.0-beta.10', '3.2.0-beta.9', 1],
    ['3.2.0-beta', '3.2.0-beta.1', -1],
    ['3.2.0-1', '3.2.0-beta', -1],
    ['latest', '3.2.0', undefined],
    ['3.2.0', '', undefined],
  ])('%s against %s is %s', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected);
  });
});

describe('versionBelow and versionAtLeast', () => {
  it('take numbers, and fail both where there is no version', () => {
    const below = compileElementTest({ op: 'versionBelow', version: '3.2' }, 'UTC', false);
    const atLeast = compileElementTest({ op: 'versionAtLeast', version: '3.2' }, 'UTC', false);
    const holds = (value: string | number | boolean) => [below(value, 0).holds, atLeast(value, 0).holds];
    expect([holds(3.1), holds('3.2.0'), holds('latest'), holds(true)]).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });
});
