import { describe, expect, it } from 'vitest';
import { MAXIMUM_REFUSED } from '../../../domain/campaign/contacts/contacts.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeProfile, decodeSignals, encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { aProfile } from '../../support/a-profile.ts';
import { NOW } from '../../support/an-event.ts';

const uuid = (index: number) => `ajs-next-1772445600000-aa11bb22-cc33-4d44-9e55-ff66aa77bb8${index}`;
const DAY = 86_400_000;
const stamp = (index: number) => ({ at: NOW - 20 * DAY - index, messageId: uuid(index) });
const marks = (...keys: string[]) => ({
  sealed: 0,
  floor: NOW - 120_000,
  keys: Object.fromEntries(keys.map((key, index) => [key, NOW - index * 1000])),
});

/** Six traits, three identifiers, four recent keys, five segments. */
function aTypicalGuest(): Profile {
  return aProfile({
    profileId: '01KJR5A8T0Q2M4N6P8R0S2T4V6',
    seed: '01KJR5A8T0Q2M4N6P8R0S2T4V6',
    version: 42,
    createdAt: NOW - 30 * DAY,
    firstSeen: NOW - 30 * DAY,
    program: { ordinal: 17, aggregates: 'Zk3vX9aQ2Lw' },
    identifiers: {
      'userId#user-12345': marks('AAAAAAAAAAA', 'BBBBBBBBBBB', 'CCCCCCCCCCC'),
      'email#john@example.com': marks('DDDDDDDDDDD'),
      'anonymousId#3f0e8c1a-5b7d-4e2f-9a6b-1c8d7e6f5a4b': marks(),
    },
    traits: {
      email: { value: 'john@example.com', ...stamp(0) },
      firstName: { value: 'John', ...stamp(0) },
      lastName: { value: 'Appleseed', ...stamp(0) },
      language: { value: 'de', ...stamp(0) },
      phone: { value: '+4930123456', ...stamp(1) },
      tags: { value: ['Price Sensitive', 'Vegan Option'], ...stamp(1) },
    },
    surroundings: { timezone: { value: 'Europe/Berlin', ...stamp(0) } },
    consent: { marketing: { granted: true, ...stamp(1) } },
    devices: { f7c1d2e3: { platform: 'ios', ...stamp(0) } },
    aggregates: { xY12: [NOW - 5, NOW], 'zz-9': 512_500_000 },
    segments: Object.fromEntries(
      ['vip', 'booker', 'vegan', 'spa', 'abandoned-booking'].map((id) => [
        id,
        { since: NOW - 5 * DAY, entries: 1 },
      ]),
    ),
    nextChanges: { booker: NOW + 86_400_000 },
    wakeAt: NOW + 86_400_000,
  });
}

/** As DynamoDB counts: names and texts by their bytes, numbers by half their digits. */
const sizeOf = (item: Record<string, unknown>) =>
  Object.entries(item).reduce((sum, [name, value]) => {
    const bytes =
      typeof value === 'string' ? Buffer.byteLength(value) : Math.ceil(String(value).length / 2) + 1;
    return sum + Buffer.byteLength(name) + bytes;
  }, 0);

describe('the item of a profile', () => {
  it('gives the profile back', () => {
    const profile = aTypicalGuest();
    expect(decodeProfile(encodeProfile(profile, []))).toEqual(profile);
  });

  it('gives back one with contacts, former ids, a seed of its own and names that objects have already', () => {
    const profile = aProfile({
      seed: 'older',
      formerProfileIds: ['a', 'b'],
      contacts: { open: {}, entered: { c: { last: NOW, times: 1 } }, sends: [] },
      traits: Object.fromEntries(
        ['__proto__', 'constructor'].map((name) => [name, { value: 1, ...stamp(0) }]),
      ),
    });
    expect(decodeProfile(encodeProfile(profile, []))).toEqual(profile);
    expect(Object.keys((decodeProfile(encodeProfile(profile, [])) as Profile).traits)).toContain('__proto__');
  });

  it('gives back where dates were looked for, and which were told', () => {
    const told = { 'birthday.0 2026-03-01T00:00:00.000Z': NOW - DAY };
    for (const dateMemory of [
      { zone: 'Asia/Tokyo', told },
      { zone: 'UTC', told: {} },
    ]) {
      const profile = aProfile({ dateMemory });
      expect(decodeProfile(encodeProfile(profile, []))).toEqual(profile);
    }
  });

  it('gives back when dates come next, and contacts of which only the control group is known', () => {
    const profile = aProfile({
      nextDates: { 'birthday.0': NOW + DAY },
      contacts: { open: {}, entered: {}, sends: [], isControl: true },
    });
    expect(decodeProfile(encodeProfile(profile, []))).toEqual(profile);
  });

  it('gives back which campaigns did not begin, in few bytes each', () => {
    const refusing = (count: number) => {
      const entry = { at: NOW - 5 * DAY, because: 'too soon', occurrence: uuid(0) } as const;
      const ids = Array.from({ length: count }, (_, place) => `campaign-${place}`);
      const refused = Object.fromEntries(ids.map((id) => [id, entry]));
      return aProfile({ contacts: { open: {}, entered: {}, sends: [], refused } });
    };
    expect(decodeProfile(encodeProfile(refusing(2), []))).toEqual(refusing(2));
    const [one, all] = [1, MAXIMUM_REFUSED].map((count) => sizeOf(encodeProfile(refusing(count), [])));
    expect(((all ?? 0) - (one ?? 0)) / (MAXIMUM_REFUSED - 1)).toBeLessThan(110);
  });

  it('gives back what the bounds on traits remember, each stamp once', () => {
    const traitMemory = {
      withheld: { old: stamp(3) },
      large: [{ notes: stamp(2), old: stamp(3) }, { notes: stamp(2) }],
    };
    const profile = aProfile({ traits: { notes: { value: 'x', ...stamp(2) } }, traitMemory });
    const item = encodeProfile(profile, []);
    expect(decodeProfile(item)).toEqual(profile);
    expect(String(item.document).split(uuid(2))).toHaveLength(2);
    expect(aTypicalGuest()).not.toHaveProperty('traitMemory');
  });

  it('gives a tombstone back', () => {
    const tombstone = { profileId: 'a', version: 3, createdAt: NOW - DAY, mergedInto: 'b', mergedAt: NOW };
    expect(decodeProfile(encodeProfile(tombstone, []))).toEqual(tombstone);
  });

  it('gives back a tombstone of the time before they said when their profile was created', () => {
    const item = { profileId: 'a', version: 3, mergedInto: 'b', mergedAt: NOW };
    expect(decodeProfile(item)).toEqual({ ...item, createdAt: NOW });
  });

  it('gives back what was split off', () => {
    const ends = { identifier: 'deviceId#d1', from: 'userId#u1', at: NOW + DAY };
    const apart = [ends, { ...ends, from: 'userId#u2', other: 'p-other' }];
    const profile = aProfile({ apart });
    expect(decodeProfile(encodeProfile(profile, []))).toEqual(profile);
    expect(decodeProfile(encodeProfile(aProfile({ apart: [] }), []))).toEqual(aProfile());
  });

  it('is due in one of 64 shards, or in none', () => {
    const due = encodeProfile(aTypicalGuest(), []);
    expect(due.dueAt).toBe(NOW + 86_400_000);
    expect(due.dueShard).toBeGreaterThanOrEqual(0);
    expect(due.dueShard).toBeLessThan(64);
    expect(encodeProfile(aProfile(), [])).not.toHaveProperty('dueShard');
    expect(encodeProfile(aProfile(), [])).not.toHaveProperty('dueAt');
  });

  it('carries signals in one attribute, absent without any', () => {
    const signal = {
      id: 'p-1-0',
      v: 1,
      profileId: 'p',
      at: NOW,
      type: 'Segment Entered',
      segment: 'vip',
      entry: 1,
      stay: 'p.1',
    } as const;
    expect(decodeSignals(encodeProfile(aProfile(), [signal]))).toEqual([signal]);
    expect(encodeProfile(aProfile(), [])).not.toHaveProperty('signals');
    expect(decodeSignals(encodeProfile(aProfile(), []))).toEqual([]);
  });

  it('of a typical guest fits one write unit', () => {
    expect(sizeOf(encodeProfile(aTypicalGuest(), []))).toBeLessThanOrEqual(1_024);
  });

  it('is the same text whatever the order in which its parts came', () => {
    const profile = aTypicalGuest();
    const reversed = Object.fromEntries(Object.entries(profile.traits).reverse());
    expect(encodeProfile({ ...profile, traits: reversed }, [])).toEqual(encodeProfile(profile, []));
  });
});
