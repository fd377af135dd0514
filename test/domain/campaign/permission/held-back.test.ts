import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../../domain/campaign/channel.ts';
import { heldBackUntil } from '../../../../domain/campaign/permission/held-back.ts';
import type { SendStep } from '../../../../domain/campaign/step.ts';
import { aCampaign, aContactableGuest, aSend } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';

const quietHours = {
  from: { hour: 21, minute: 0 },
  to: { hour: 9, minute: 0 },
  channels: ['sms', 'push', 'webhook'],
};
const INPUT = {
  program: aProgram({ timezone: 'Europe/Berlin', permission: { suppress: [], caps: [], quietHours } }),
  profile: aContactableGuest(),
  campaign: aCampaign(),
  step: aSend('1') as SendStep,
  now: Date.parse('2026-03-05T02:00:00Z'),
};
const isHeld = (channel: Channel, overrides: Partial<typeof INPUT> = {}) =>
  heldBackUntil({ ...INPUT, ...overrides }, channel) !== undefined;

describe('heldBackUntil', () => {
  it('holds by night what the quiet hours are about, of what goes to guests', () => {
    expect(isHeld('sms')).toBe(true);
    expect(isHeld('email')).toBe(false);
    expect(isHeld('webhook')).toBe(false);
    expect(isHeld('sms', { now: Date.parse('2026-03-05T11:00:00Z') })).toBe(false);
  });

  it('holds nothing that is transactional, by its campaign or its step', () => {
    expect(isHeld('sms', { campaign: aCampaign({ purpose: 'transactional' }) })).toBe(false);
    expect(isHeld('sms', { step: { ...INPUT.step, purpose: 'transactional' } })).toBe(false);
  });

  it('holds nothing where a playbook has no quiet hours', () => {
    expect(isHeld('sms', { program: aProgram() })).toBe(false);
  });
});
