import { describe, expect, it } from 'vitest';
import { decodePosition, encodePosition } from '../../../lambdas/adapters/timeline-position.ts';

const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

describe('a position in a timeline', () => {
  it('comes back from its cursor as it went in', () => {
    const position = {
      dated: { 'userId#john': '2026-03-02T10:00:00.000Z#m1', 'email#john@example.com': null },
      undated: [1_772_445_600_000, 'm2'] as [number, string],
    };
    expect(decodePosition(encodePosition(position))).toEqual(position);
  });

  it.each([
    ['empty', ''],
    ['before every date', '!'],
    ['that of an event without a timestamp', '-#m1'],
    ['longer than any', `2026-03-02T10:00:00.000Z#${'m'.repeat(1024)}`],
  ])('refuses a sort key that is %s: the store would fail with it', (_, sort) => {
    const cursor = cursorOf({ dated: { 'userId#john': sort }, undated: null });
    expect(() => decodePosition(cursor)).toThrow('not one that this list gave');
  });

  it.each(['', 'x', cursorOf(null), cursorOf([]), cursorOf({ dated: {}, undated: [1] })])(
    'refuses %j',
    (cursor) => {
      expect(() => decodePosition(cursor)).toThrow('not one that this list gave');
    },
  );
});
