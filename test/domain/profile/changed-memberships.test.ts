import { describe, expect, it } from 'vitest';
import { changedMemberships } from '../../../domain/profile/changed-memberships.ts';
import { memberChangesOf, newestChanges } from '../../../domain/profile/member-change.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { aProfile } from '../../support/a-profile.ts';

const inside = (since: number) => ({ since, entries: 1 });
const OUTSIDE = { since: null, entries: 1 };
const by = (...entries: [string, Profile['segments']][]) => new Map(entries);

describe('the memberships that a write changes', () => {
  it('given the same memberships, then none, whatever else is said of them', () => {
    const same = { vip: inside(5) };
    expect(changedMemberships(by(['p', same]), by(['p', same]))).toEqual({});
    const counted = { vip: { ...inside(5), entries: 7 }, spa: OUTSIDE };
    expect(changedMemberships(by(['p', same]), by(['p', counted]))).toEqual({});
  });

  it('given stays that begin, end, or are dated anew, then those', () => {
    const before = { vip: inside(5), spa: inside(5), diner: OUTSIDE, gone: inside(1) };
    const after = {
      vip: inside(4),
      spa: OUTSIDE,
      diner: inside(9),
      ...JSON.parse('{"__proto__":{"since":1}}'),
    };
    expect(changedMemberships(by(['p', before]), by(['p', after]))).toEqual({
      p: ['vip', 'spa', 'diner', 'gone', '__proto__'],
    });
  });

  it('given somebody new, then what they enter; given who is merged away, then all that they leave', () => {
    expect(changedMemberships(by(), by(['p', { vip: inside(5), spa: OUTSIDE }]))).toEqual({ p: ['vip'] });
    const merged = changedMemberships(
      by(['a', { vip: inside(5) }], ['b', { vip: inside(3), spa: inside(3) }]),
      by(['a', { vip: inside(3), spa: inside(3) }]),
    );
    expect(merged).toEqual({ a: ['vip', 'spa'], b: ['vip', 'spa'] });
  });
});

describe('what a record says of segments', () => {
  it('given a profile, then since when it is inside; given one that forwards, then nothing', () => {
    const profile = aProfile({ profileId: 'p', version: 4, segments: { vip: inside(5), spa: OUTSIDE } });
    expect(memberChangesOf(profile, ['vip', 'spa', 'constructor']).map(({ since }) => since)).toEqual([
      5,
      null,
      null,
    ]);
    const tombstone = { profileId: 'q', version: 2, createdAt: 0, mergedInto: 'p', mergedAt: 9 };
    expect(memberChangesOf(tombstone, ['vip'])).toEqual([
      { segment: 'vip', profileId: 'q', version: 2, since: null },
    ]);
  });

  it('given several changes of one membership, then the newest, segment by segment', () => {
    const change = (segment: string, profileId: string, version: number) => ({
      segment,
      profileId,
      version,
      since: version,
    });
    const changes = [
      change('vip', 'b', 1),
      change('spa', 'a', 2),
      change('vip', 'a', 3),
      change('vip', 'b', 4),
    ];
    expect(
      newestChanges(changes).map(({ segment, profileId, version }) => [segment, profileId, version]),
    ).toEqual([
      ['spa', 'a', 2],
      ['vip', 'a', 3],
      ['vip', 'b', 4],
    ]);
  });
});
