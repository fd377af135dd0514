import { describe, expect, it } from 'vitest';
import {
  type Contacts,
  MAXIMUM_REFUSED,
  NO_CONTACTS,
  type RefusedEntry,
} from '../../../../domain/campaign/contacts/contacts.ts';
import {
  uniteRefused,
  withoutRefused,
  withRefused,
} from '../../../../domain/campaign/journey/refused-entry.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const refusal = (overrides: Partial<RefusedEntry> = {}): RefusedEntry => ({
  at: NOW,
  because: 'once',
  occurrence: 'm-1',
  ...overrides,
});

/** Refuses `win-back`, unless said otherwise, one time after the other. */
function refused(...entries: readonly Partial<RefusedEntry>[]): Contacts {
  return entries.reduce<Contacts>(
    (contacts, entry) => withRefused(contacts, 'win-back', refusal(entry)),
    NO_CONTACTS,
  );
}

/** As many campaigns as there is room for, the first at `first`, each a millisecond after the one before. */
function full(first: number): Contacts {
  const ids = Array.from({ length: MAXIMUM_REFUSED }, (_, place) => `c-${place}`);
  return ids.reduce<Contacts>(
    (contacts, id, place) => withRefused(contacts, id, refusal({ at: first + place })),
    NO_CONTACTS,
  );
}

describe('withRefused', () => {
  it('notes why a campaign did not begin', () => {
    expect(refused({}).refused).toEqual({ 'win-back': refusal() });
  });

  it('given the same reason within a day, then there is nothing to write', () => {
    const before = refused({});
    const again = (entry: Partial<RefusedEntry>) => withRefused(before, 'win-back', refusal(entry));
    expect(again({ at: NOW + DAY - 1, occurrence: 'm-2' })).toBe(before);
    // In other words, and still by `frequency`.
    expect(again({ at: NOW + 1, because: 'under way' })).toBe(before);
    expect(again({ at: NOW - 1 })).toBe(before);
  });

  it('given another reason, or a day later, then the later stands', () => {
    const other = { at: NOW + 1, because: 'if', occurrence: 'm-2' } as const;
    expect(refused({}, other).refused).toEqual({ 'win-back': other });
    const later = refusal({ at: NOW + DAY, occurrence: 'm-2' });
    expect(refused({}, later).refused).toEqual({ 'win-back': later });
  });

  it('given no room, then the oldest gives way if it is a day old', () => {
    const before = full(NOW);
    const { refused: kept = {} } = withRefused(before, 'new', refusal({ at: NOW + DAY }));
    expect(Object.keys(kept)).toHaveLength(MAXIMUM_REFUSED);
    expect(kept).toMatchObject({ new: {}, 'c-1': {} });
    expect(kept).not.toHaveProperty('c-0');
  });

  it('given no room and none that is old, then nothing is written, or each refusal would push out another', () => {
    const before = full(NOW);
    expect(withRefused(before, 'new', refusal({ at: NOW + DAY - 1 }))).toBe(before);
    // Who has a place keeps it.
    expect(withRefused(before, 'c-0', refusal({ at: NOW + 1, because: 'if' })).refused).toMatchObject({
      'c-0': { because: 'if' },
    });
  });
});

describe('withoutRefused', () => {
  it('forgets what begins after all, and nothing else', () => {
    const one = refused({});
    expect(withoutRefused(one, 'win-back', 'm-1')).toEqual(NO_CONTACTS);
    for (const [campaign, occurrence] of [
      ['win-back', 'm-2'],
      ['other', 'm-1'],
    ] as const)
      expect(withoutRefused(one, campaign, occurrence)).toBe(one);
    const two = withRefused(one, 'bill', refusal());
    expect(withoutRefused(two, 'win-back', 'm-1').refused).toEqual({ bill: refusal() });
  });
});

describe('uniteRefused', () => {
  const united = (a: Contacts, b: Contacts) => {
    const there = uniteRefused(a, b);
    expect(uniteRefused(b, a)).toEqual(there);
    return there.refused;
  };

  it('keeps of each campaign the later refusal, whichever side it is on', () => {
    const [older, newer] = [refused({}), refused({ at: NOW + 1, because: 'if' })];
    expect(united(older, newer)).toEqual(newer.refused);
    expect(united(older, refused({ because: 'if' }))).toEqual(older.refused);
    expect(united(older, refused({ occurrence: 'm-2' }))).toMatchObject({
      'win-back': { occurrence: 'm-2' },
    });
  });

  it('keeps no more than there is room for, the newest', () => {
    const kept = united(full(NOW), refused({ at: NOW + 100 })) ?? {};
    expect(Object.keys(kept)).toHaveLength(MAXIMUM_REFUSED);
    expect(kept).toMatchObject({ 'win-back': {}, 'c-1': {} });
    expect(kept).not.toHaveProperty('c-0');
  });

  it('says nothing where neither was refused', () => {
    expect(uniteRefused(NO_CONTACTS, NO_CONTACTS)).toEqual({});
  });
});
