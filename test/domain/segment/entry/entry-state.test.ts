import { describe, expect, it } from 'vitest';
import { fromTheFirst, momentOf, NEVER, turned } from '../../../../domain/segment/entry/entry-state.ts';

describe('the moment that a mark means', () => {
  it('is itself, or none', () => {
    expect(momentOf(5, 1)).toBe(5);
    expect(momentOf(null, 1)).toBeNull();
  });

  it('given the guest’s first event, then it is that one’s, where it is before what is told', () => {
    expect(momentOf({ before: null }, 7)).toBe(7);
    expect(momentOf({ before: 8 }, 7)).toBe(7);
    expect(momentOf({ before: 7 }, 7)).toBeNull();
    expect(momentOf({ before: 6 }, 7)).toBeNull();
  });
});

describe('a condition that is looked at again', () => {
  it('given that it holds now, then the stretch begins, and goes on', () => {
    const begun = turned(NEVER, true, 5);
    expect(begun).toEqual({ since: 5, last: 5 });
    expect(turned(begun, true, 9)).toEqual({ since: 5, last: 5 });
  });

  it('given that it holds no longer, then the stretch is over, and its beginning still known', () => {
    expect(turned({ since: 5, last: 5 }, false, 9)).toEqual({ since: null, last: 5 });
    expect(turned({ since: null, last: 5 }, false, 9)).toEqual({ since: null, last: 5 });
    expect(turned({ since: null, last: 5 }, true, 9)).toEqual({ since: 9, last: 9 });
  });

  it('given that it held before this moment if there was an event, then it holds from the first event on', () => {
    expect(turned(fromTheFirst(9), true, 9)).toEqual(fromTheFirst(null));
    expect(turned(fromTheFirst(9), false, 9)).toEqual({ since: null, last: { before: 9 } });
    expect(turned(fromTheFirst(null), true, 9)).toEqual(fromTheFirst(null));
  });
});
