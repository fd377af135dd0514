import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { compareAge, mergeProfiles } from '../../../domain/profile/merge-profiles.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { EMPTIED, UNSETTLED } from '../../../domain/profile/unfolded.ts';
import { aProfile } from '../../support/a-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const open = (profileId: string, enteredAt: number) => ({ profileId, journeyId: 'win-back#1', enteredAt });

describe('mergeProfiles', () => {
  it('the earlier created survives; of the same moment the smaller id', () => {
    const older = aProfile({ profileId: 'b', createdAt: NOW - 1 });
    const newer = aProfile({ profileId: 'a', createdAt: NOW });
    expect([newer, older].sort(compareAge)[0]?.profileId).toBe('b');
    expect([{ ...older, createdAt: NOW }, newer].sort(compareAge)[0]?.profileId).toBe('a');
  });

  it('leaves to a refold what both folded with the aggregates of another program', () => {
    const of = (profileId: string) =>
      aProfile({ profileId, program: { ordinal: 1, aggregates: 'former' }, aggregates: { revenue: 5 } });
    expect(mergeProfiles(active, of('a'), of('b')).program.aggregates).toBe(UNSETTLED);
  });

  it('stays empty where either was emptied, so that it is folded in silence', () => {
    const of = (profileId: string, aggregates: string) =>
      aProfile({ profileId, program: { ordinal: 1, aggregates } });
    const [emptied, whole] = [of('a', EMPTIED), of('b', active.program.aggregatesDigest)];
    for (const other of [whole, of('b', UNSETTLED), of('b', EMPTIED)]) {
      expect(mergeProfiles(active, emptied, other).program.aggregates).toBe(EMPTIED);
      expect(mergeProfiles(active, other, emptied).program.aggregates).toBe(EMPTIED);
    }
  });

  it('of traits the later stands, of equal consent the stricter', () => {
    const stamp = { at: NOW, messageId: 'm-1' };
    const one = aProfile({
      traits: { name: { value: 'John', ...stamp } },
      consent: { marketing: { granted: true, ...stamp } },
    });
    const other = aProfile({
      profileId: 'other',
      traits: { name: { value: 'Joan', at: NOW, messageId: 'm-2' } },
      consent: { marketing: { granted: false, ...stamp } },
    });
    for (const merged of [mergeProfiles(active, one, other), mergeProfiles(active, other, one)]) {
      expect(merged.traits.name?.value).toBe('Joan');
      expect(merged.consent.marketing?.granted).toBe(false);
    }
  });

  it('of choices of the same time the stricter stands, whichever message was the later', () => {
    const choice = (granted: boolean, messageId: string, at = NOW) =>
      aProfile({ profileId: messageId, consent: { marketing: { granted, at, messageId } } });
    const stands = (one: Profile, other: Profile) => [
      mergeProfiles(active, one, other).consent.marketing,
      mergeProfiles(active, other, one).consent.marketing,
    ];
    const refused = { granted: false, at: NOW, messageId: 'm-1' };
    expect(stands(choice(false, 'm-1'), choice(true, 'm-2'))).toEqual([refused, refused]);
    const later = { granted: true, at: NOW + 1, messageId: 'm-0' };
    expect(stands(choice(false, 'm-1'), choice(true, 'm-0', NOW + 1))).toEqual([later, later]);
    const alike = { granted: false, at: NOW, messageId: 'm-2' };
    expect(stands(choice(false, 'm-1'), choice(false, 'm-2'))).toEqual([alike, alike]);
  });

  it('what either was split from stays apart from both', () => {
    const one = { identifier: 'deviceId#d1', from: 'userId#john', at: NOW };
    const other = { identifier: 'email#e', from: 'userId#joan', at: NOW };
    const merged = mergeProfiles(
      active,
      aProfile({ apart: [one] }),
      aProfile({ profileId: 'other', apart: [other] }),
    );
    expect(merged.apart).toEqual([one, other]);
    expect(mergeProfiles(active, aProfile(), aProfile({ profileId: 'other' }))).not.toHaveProperty('apart');
  });

  it('of two open journeys of a campaign the older stays, and what was decided is added up', () => {
    const sends = [{ at: NOW, channel: 'email', campaign: 'win-back' }];
    const one = aProfile({
      contacts: { open: { c: open('one', NOW) }, entered: { c: { last: NOW, times: 1 } }, sends },
    });
    const other = aProfile({
      profileId: 'other',
      contacts: {
        open: { c: open('other', NOW - 5) },
        entered: { c: { last: NOW - 5, times: 2 } },
        sends: [],
      },
    });
    expect(mergeProfiles(active, one, other).contacts).toEqual({
      open: { c: open('other', NOW - 5) },
      entered: { c: { last: NOW, times: 3 } },
      sends,
    });
  });

  it('remembers no more messages than a profile does, the latest', () => {
    const sends = (from: number) =>
      Array.from({ length: 20 }, (_, index) => ({ at: NOW + from + index, channel: 'email', campaign: 'c' }));
    const withSends = (profileId: string, from: number) =>
      aProfile({ profileId, contacts: { open: {}, entered: {}, sends: sends(from) } });
    expect(mergeProfiles(active, withSends('a', 50), withSends('b', 0)).contacts.sends).toEqual(sends(50));
  });

  it('memberships: in a segment since the earlier entry, whose stay goes on; entries add up', () => {
    const one = aProfile({
      segments: {
        a: { since: NOW, entries: 2 },
        b: { since: null, entries: 3 },
        c: { since: null, entries: 1 },
      },
    });
    const other = aProfile({
      profileId: 'other',
      segments: { a: { since: NOW - 5, entries: 1 }, b: { since: NOW, entries: 1 } },
    });
    expect(mergeProfiles(active, one, other).segments).toEqual({
      a: { since: NOW - 5, entries: 3, stay: 'other.1', same: [['other.1', 'profile-john.2']] },
      b: { since: NOW, entries: 4, stay: 'other.1' },
      c: { since: null, entries: 1 },
    });
  });

  it('remembers every id that the person had, but not one that was never written', () => {
    const one = aProfile({ formerProfileIds: ['z'] });
    const other = aProfile({ profileId: 'other', formerProfileIds: ['a'] });
    expect(mergeProfiles(active, one, other).formerProfileIds).toEqual(['a', 'other', 'z']);
    expect(mergeProfiles(active, one, { ...other, version: 0 }).formerProfileIds).toEqual(['a', 'z']);
  });

  it('keeps the survivor’s id, seed, version and creation', () => {
    const one = aProfile({ seed: 's1', version: 4 });
    const merged = mergeProfiles(active, one, aProfile({ profileId: 'other', seed: 's2', version: 9 }));
    expect(merged).toMatchObject({ profileId: 'profile-john', seed: 's1', version: 4, createdAt: NOW });
  });
});
