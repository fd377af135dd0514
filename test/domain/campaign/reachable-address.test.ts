import { describe, expect, it } from 'vitest';
import { findDevices } from '../../../domain/campaign/reachable-address.ts';
import type { Device } from '../../../domain/profile/profile.ts';
import { aProfile } from '../../support/a-profile.ts';

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

  it('given two devices, and tokens that say of no device whose they are, then each is used', () => {
    expect(tokensOf({ a: device(1, 'phone'), b: device(2, 'tablet'), c: device(3), d: device(4) })).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});
