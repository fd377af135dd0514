import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeMemberships } from '../../../domain/profile/merge-memberships.ts';
import type { Membership } from '../../../domain/profile/profile.ts';
import { enter, leave, otherNamesOf, stayOf } from '../../../domain/profile/stay.ts';
import { createMembershipCodec } from '../../../lambdas/adapters/membership-codec.ts';

const holder = (profileId: string, vip?: Membership) => ({
  profileId,
  segments: vip === undefined ? {} : { vip },
});
const merged = (one: ReturnType<typeof holder>, other: ReturnType<typeof holder>) =>
  holder(one.profileId, mergeMemberships(one, other).vip);
const vipOf = ({ segments }: ReturnType<typeof holder>): Membership => {
  if (segments.vip === undefined) throw new Error('no membership');
  return segments.vip;
};

const memberships = fc.record({
  since: fc.option(fc.integer({ min: 0, max: 3 })),
  entries: fc.integer({ min: 1, max: 3 }),
});

describe('mergeMemberships', () => {
  it('gives the same in whatever order several people become one', () => {
    fc.assert(
      fc.property(memberships, memberships, memberships, (x, y, z) => {
        const [a, b, c] = [holder('a', x), holder('b', y), holder('c', z)];
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
        expect(merged(merged(a, b), c)).toEqual(merged(merged(a, c), b));
      }),
    );
  });

  it('keeps the name of the one stay that goes on, also on a survivor who never was inside', () => {
    const inside = holder('b', { since: 5, entries: 1 });
    expect(merged(holder('a'), inside)).toEqual(holder('a', { since: 5, entries: 1, stay: 'b.1' }));
    expect(merged(inside, holder('a'))).toEqual(inside);
  });

  it('never counts a stay by a name that was used before', () => {
    const person = merged(holder('a', { since: null, entries: 2 }), holder('b', { since: 5, entries: 3 }));
    const next = enter(leave(vipOf(person)), 9);
    expect(stayOf('a', next)).toBe('a.6');
  });

  it('remembers that stays were one after the guest left and came back', () => {
    const person = merged(holder('a', { since: 1, entries: 1 }), holder('b', { since: 2, entries: 1 }));
    const next = enter(leave(vipOf(person)), 9);
    expect(otherNamesOf(next, 'b.1')).toEqual(['a.1']);
    expect(otherNamesOf(next, stayOf('a', next))).toEqual([]);
  });

  it('is bounded, however many people become one, and the present name is kept', () => {
    let person = holder('a', { since: 0, entries: 1 });
    for (let index = 0; index < 50; index += 1) {
      person = merged(person, holder(`b-${100 + index}`, { since: 10, entries: 1 }));
      if (index % 15 === 14) person = holder('a', enter(leave(vipOf(person)), 0));
    }
    const { same = [] } = vipOf(person);
    expect(same).toHaveLength(3);
    for (const names of same) expect(names.length).toBeLessThanOrEqual(10);
    expect(same[0]?.[0]).toBe(stayOf('a', vipOf(person)));
    expect(same[0]).toContain('b-149.1');
  });

  it('is stored and read as it was', () => {
    const codec = createMembershipCodec(1, ['a', 'b']);
    fc.assert(
      fc.property(memberships, memberships, memberships, (x, y, z) => {
        const vip = vipOf(merged(merged(holder('a', x), holder('b', y)), holder('c', z)));
        expect(codec.decode(JSON.parse(JSON.stringify(codec.encode(vip))))).toEqual(vip);
      }),
    );
    const both = { since: 5, entries: 2, stay: 'b.1', same: [['b.1', 'never-written.1']] };
    expect(codec.encode(both)).toEqual([4, 2, '1.1', [['1.1', '=never-written.1']]]);
  });
});
