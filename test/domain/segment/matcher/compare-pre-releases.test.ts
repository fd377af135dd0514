import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../../domain/segment/matcher/compare-versions.ts';

/** From the first to the last, as Semantic Versioning orders them. */
const IN_ORDER = [
  '0.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.1.0',
  '1.0.0-alpha.2',
  '1.0.0-alpha.10',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.0.1',
  '1.0.1',
  '1.1',
  '2',
  '10.0',
];

describe('versions in order', () => {
  it('are before all that follow and after all that come first', () => {
    const wrong = IN_ORDER.flatMap((a, i) =>
      IN_ORDER.flatMap((b, j) =>
        compareVersions(a, b) === Math.sign(i - j) ? [] : [[a, b, compareVersions(a, b)]],
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['1.0-1a', '1.0-2', 1],
    ['1.0-a1', '1.0-2', 1],
    ['1.0-2', '1.0-a1', -1],
    ['1.0-2', '1.0-1a', -1],
    ['1.0-b.10', '1.0-b.c', -1],
    ['1.0-b.c', '1.0-b.10', 1],
    ['1.0-b.100', '1.0-b.20', 1],
    ['1.0-b.20', '1.0-b.100', -1],
  ])('%s against %s is %s: what has a letter is a word, all else a number', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected);
  });

  it.each([
    [' 3.2 ', '3.2.0'],
    ['V3.2', '3.2'],
    ['3.2.0+build.7', '3.2.0+build.8'],
    ['3.2.0-RC.1+x', '3.2.0-RC.1'],
  ])('%s is as good as %s', (a, b) => {
    expect([compareVersions(a, b), compareVersions(b, a)]).toEqual([0, 0]);
  });

  it.each(['x3.2', '3.2x', '3.', '.3', '3..2', '3.2-', '3.2-a_b', 'version 3', 'vv3', '3.2-a b'])(
    '%s is no version',
    (text) => {
      expect([compareVersions(text, '3.2'), compareVersions('3.2', text)]).toEqual([undefined, undefined]);
    },
  );
});
