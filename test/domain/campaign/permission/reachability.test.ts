import { describe, expect, it } from 'vitest';
import { reasonUnreachable, refuseUnreachable } from '../../../../domain/campaign/permission/reachability.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const { program } = anActiveProgram([]);
const marks = { sealed: 0, floor: 0, keys: {} };
const known = (...identifiers: string[]): Partial<Profile> => ({
  traits: {},
  identifiers: Object.fromEntries(identifiers.map((identifier) => [identifier, marks])),
});

describe('why a channel does not lead to a guest', () => {
  const device = { platform: 'ios', at: NOW, messageId: 'm' } as const;
  it.each([
    ['email', known('userId#john'), 'no email address'],
    ['email', known('email#john@example.com'), undefined],
    ['sms', known('email#john@example.com'), 'no phone number'],
    ['sms', known('phone#+4915112345678'), undefined],
    ['push', { devices: {} }, 'no device'],
    ['push', { devices: { token: device } }, undefined],
  ] as const)('is, by %s, of %j, %s', (channel, overrides, why) => {
    const refusal = refuseUnreachable(program, aContactableGuest(overrides), channel);
    expect(refusal).toEqual(why === undefined ? undefined : { reason: 'unreachable', why });
  });

  it('asks whether they opted in first, then for an address', () => {
    const consent = { sms: { mode: 'opt-in' as const, categories: [] } };
    const optIn = anActiveProgram([], { consent }).program;
    const there = aContactableGuest(known('phone#+4915112345678'));
    expect(reasonUnreachable(optIn, there, 'sms')).toBe('no consent for the channel sms');
    expect(reasonUnreachable(program, aContactableGuest(), 'email')).toBeUndefined();
    expect(reasonUnreachable(program, aContactableGuest(known()), 'email')).toBe('no email address');
    expect(reasonUnreachable(program, there, 'webhook')).toBe('webhook is no channel to guests');
  });
});
