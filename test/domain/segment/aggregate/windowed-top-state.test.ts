import { describe, expect, it } from 'vitest';
import {
  readWindowedTop,
  type WindowedTopState,
  writeWindowedTop,
} from '../../../../domain/segment/aggregate/windowed-top-state.ts';

describe('the state of a top in a window, as it is stored', () => {
  const state: WindowedTopState = {
    newest: 42,
    values: [
      ['Suits', 1000, 1, 0, 35, 36, 1, 46_655, 9],
      [5, 2000, 100],
      [true, 3000, 10, 11],
    ],
  };

  it('is read as it was written, whatever the counts', () => {
    expect(readWindowedTop(writeWindowedTop(state))).toEqual(state);
    const approximate = { ...state, approximate: 41 };
    expect(readWindowedTop(writeWindowedTop(approximate))).toEqual(approximate);
    expect(readWindowedTop(writeWindowedTop({ newest: 1, values: [] }))).toEqual({ newest: 1, values: [] });
  });

  it('takes one character for a count that one digit can tell, and says nothing of what is not', () => {
    const stored = writeWindowedTop(state);
    expect(Object.keys(stored as object)).toEqual(['newest', 'values', 'counts']);
    expect(JSON.stringify(stored)).toMatch(/\.10z\(10\)1\(zzz\)9 -?[0-9a-z]+\.\(2s\) -?[0-9a-z]+\.ab"/u);
    expect(Object.keys(readWindowedTop(stored))).toEqual(['newest', 'values']);
  });
});
