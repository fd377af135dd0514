import { describe, expect, it } from 'vitest';
import { findAddress, findDevices } from '../../../../domain/campaign/permission/reachable-address.ts';
import type { Device, Profile } from '../../../../domain/profile/profile.ts';
import { aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { NOW } from '../../../support/an-event.ts';

const device = (at: number, deviceId?: string): Device => ({
  platform: 'ios',
  at,
  messageId: `m${at}`,
  ...(deviceId !== undefined && { deviceId }),
});
const tokensOf = (devices: Record<string, Device>) =>
  findDevices(aProfile({ devices })).map(({ token }) => token);

describe('the devices that a push goes to', () => {
  it('given a device that was given a new token, then only the new one is used', () => {
    expect(tokensOf({ old: device(1, 'phone'), new: device(2, 'phone') })).toEqual(['new']);
    expect(tokensOf({ a: device(2, 'phone'), b: device(1, 'phone') })).toEqual(['a']);
  });

  it('are in a fixed order, each with its platform, in whatever order they came', () => {
    const devices = { b: device(1), c: device(2), a: { ...device(3), platform: 'android' as const } };
    expect(findDevices(aProfile({ devices }))).toEqual([
      { token: 'a', platform: 'android' },
      { token: 'b', platform: 'ios' },
      { token: 'c', platform: 'ios' },
    ]);
  });

  it('given two devices, and tokens that say of no device whose they are, then each is used', () => {
    expect(tokensOf({ a: device(1, 'phone'), b: device(2, 'tablet'), c: device(3), d: device(4) })).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});

const { program } = anActiveProgram([]);
const marks = { sealed: 0, floor: 0, keys: {} };
const known = (...identifiers: string[]): Partial<Profile> => ({
  traits: {},
  identifiers: Object.fromEntries(identifiers.map((identifier) => [identifier, marks])),
});

describe('the address of a guest', () => {
  const trait = (value: string) => ({ email: { value, at: NOW, messageId: 'm' } });

  it('is the trait, in the form in which it identifies', () => {
    const profile = { ...known('email#a@example.com'), traits: trait(' John@Example.com ') };
    expect(findAddress(program, aContactableGuest(profile), 'email')).toBe('john@example.com');
  });

  it('is the first of their identifiers, in whatever order those came, where the trait is none', () => {
    const held = known('userId#john', 'email#b@example.com', 'email#a@example.com', 'email#c@example.com');
    expect(findAddress(program, aContactableGuest(held), 'email')).toBe('a@example.com');
    const profile = { ...held, traits: trait('nobody') };
    expect(findAddress(program, aContactableGuest(profile), 'email')).toBe('a@example.com');
    expect(findAddress(program, aContactableGuest(held), 'phone')).toBeUndefined();
  });
});
