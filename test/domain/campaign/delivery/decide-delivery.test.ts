import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { type DeliveryInput, decideDelivery } from '../../../../domain/campaign/delivery/decide-delivery.ts';
import type { PermissionRules } from '../../../../domain/campaign/permission-rules.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest, aDelivery, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

const claimed = { kind: 'claimed', delivery: aDelivery() } as const;
const no = { granted: false, at: NOW, messageId: 'm' };
const yes = { granted: true, at: NOW, messageId: 'm' };

function decide(
  { campaign = aCampaign(), ...input }: Partial<DeliveryInput> = {},
  present: Partial<Campaign> = {},
  program: Partial<Program> = {},
) {
  return decideDelivery({
    claim: claimed,
    program: aProgram({ campaigns: { 'win-back': { ...campaign, ...present } }, ...program }),
    profile: aContactableGuest(),
    campaign,
    now: NOW,
    ...input,
  });
}

const refused = (profile: Partial<Profile>, rules?: Partial<PermissionRules>, campaign?: Campaign) =>
  decide(
    { profile: aContactableGuest(profile), ...(campaign && { campaign }) },
    {},
    rules && { permission: { suppress: [], caps: [], ...rules } },
  );

describe('decideDelivery', () => {
  it('sends what it has claimed', () => {
    expect(decide()).toMatchObject({ kind: 'send', campaign: { id: 'win-back' }, step: { id: '2' } });
  });

  it('fails what the version that it began with has no step for', () => {
    const steps = decide({ campaign: aCampaign({ steps: [] }) });
    expect(steps).toMatchObject({
      kind: 'conclude',
      status: 'failed',
      why: expect.stringContaining('has no step 2 of win-back'),
    });
    expect(decideDelivery({ ...INPUT, campaign: undefined })).toMatchObject({ status: 'failed' });
  });

  const INPUT = { claim: claimed, program: aProgram(), profile: aContactableGuest(), now: NOW };

  it.each([
    ['consent', 'no consent for marketing', { consent: {} }],
    ['topic', 'the topic rooms was refused', { consent: { marketing: yes, 'topic:rooms': no } }],
    [
      'holdout',
      'held out of this campaign, to measure what it does',
      { contacts: { ...NO_CONTACTS, heldOut: ['win-back'] } },
    ],
    ['unreachable', 'no email address', { identifiers: {} }],
  ] as const)('does not send where since it was decided: %s', (reason, why, profile) => {
    const campaign = aCampaign({ topics: ['rooms'], holdout: 0.1 });
    expect(refused(profile, {}, campaign)).toEqual({ kind: 'conclude', status: 'suppressed', reason, why });
  });

  it('asks for the channel once more', () => {
    const sms = { ...claimed, delivery: aDelivery({ channel: 'sms' }) };
    expect(decide({ claim: sms })).toMatchObject({ reason: 'channel consent' });
  });

  it('sends nothing to who turned out to be in the control group', () => {
    const contacts = { ...NO_CONTACTS, isControl: true as const };
    expect(refused({ contacts }, { control: 0 })).toMatchObject({ reason: 'control' });
  });

  it('sends nothing for a campaign that was paused or ended since; of one that was removed, what it said as it began', () => {
    expect(decide({}, { isPaused: true })).toMatchObject({ status: 'suppressed', reason: 'paused' });
    expect(decide({}, { active: { to: NOW } })).toMatchObject({ reason: 'not active' });
    const removed = (campaign: Campaign) => decideDelivery({ ...INPUT, campaign });
    expect(removed(aCampaign())).toMatchObject({ kind: 'send' });
    expect(removed(aCampaign({ active: { to: NOW } }))).toMatchObject({ reason: 'not active' });
  });

  it('asks no more for caps and suppression, which were asked when it was decided', () => {
    const contacts = { ...NO_CONTACTS, sends: [{ at: NOW, channel: 'email', campaign: 'win-back' }] };
    const rules: PermissionRules = {
      caps: [{ channel: 'email', atMost: 1, perMilliseconds: DAY }],
      suppress: [{ name: 'all', when: { kind: 'everyone' } }],
    };
    expect(refused({ contacts }, rules)).toMatchObject({ kind: 'send' });
  });

  describe('given a message that comes to its channel late, in the quiet hours', () => {
    const quietHours = { from: { hour: 21, minute: 0 }, to: { hour: 9, minute: 0 }, channels: ['email'] };
    const permission: PermissionRules = { suppress: [], caps: [], quietHours };
    const night = Date.parse('2026-03-05T02:00:00Z');
    const late = (input: Partial<DeliveryInput> = {}, program: Partial<Program> = {}) =>
      decide({ now: night, ...input }, {}, { timezone: 'Europe/Berlin', permission, ...program });
    const morning = Date.parse('2026-03-05T08:00:00Z');

    it('then it is held until they are over, and up to five minutes more', () => {
      const held = late();
      const until = held.kind === 'hold' ? held.until : Number.NaN;
      expect(until - morning).toBeGreaterThanOrEqual(0);
      expect(until - morning).toBeLessThan(5 * 60_000);
      expect(held).toEqual({
        kind: 'hold',
        until,
        why: `held until ${new Date(until).toISOString()}, quiet hours`,
      });
      expect(late({ now: until })).toMatchObject({ kind: 'send' });
    });

    it('then the hour is that of where the guest is, by the venue of the event where nothing else says it', () => {
      const venues = { ny: { id: 'ny', name: 'New York', timezone: 'America/New_York' } };
      const noon = Date.parse('2026-03-05T11:00:00Z');
      expect(late({ now: noon })).toMatchObject({ kind: 'send' });
      expect(late({ now: noon, venue: 'ny' }, { venues })).toMatchObject({ kind: 'hold' });
    });

    it('then it leaves all the same where it is transactional, or they are about other channels', () => {
      expect(late({ campaign: aCampaign({ purpose: 'transactional' }) })).toMatchObject({ kind: 'send' });
      const sms = { ...permission, quietHours: { ...quietHours, channels: ['sms'] } };
      expect(late({}, { permission: sms })).toMatchObject({ kind: 'send' });
    });

    it('then what may not be said any more is suppressed at once', () => {
      expect(late({ profile: aContactableGuest({ consent: {} }) })).toMatchObject({ reason: 'consent' });
    });
  });

  it('does not send where another journey counts, nor to nobody', () => {
    const open = { 'win-back': { profileId: 'p-older', journeyId: 'win-back#x', enteredAt: NOW - 1 } };
    expect(refused({ contacts: { ...NO_CONTACTS, open } })).toMatchObject({
      status: 'suppressed',
      reason: 'collapsed',
    });
    const gone = (isSplit: boolean) =>
      decideDelivery({ ...INPUT, campaign: aCampaign(), profile: undefined, isSplit });
    expect(gone(false)).toMatchObject({ reason: 'profile gone', why: 'the profile is gone' });
    expect(gone(true)).toMatchObject({ reason: 'profile gone', why: expect.stringContaining('was split') });
    expect(refused({ contacts: { ...NO_CONTACTS, open } })).toHaveProperty('why', 'collapsed by a merge');
  });

  it('calls a message unknown that somebody began to send and never finished', () => {
    const claim = { kind: 'found', delivery: aDelivery({ status: 'sending' }) } as const;
    expect(decide({ claim })).toEqual({
      kind: 'conclude',
      status: 'unknown',
      why: 'the provider was called and its answer lost: not sent again',
    });
  });

  it('leaves a webhook alone that is in other hands', () => {
    const claim = { kind: 'found', delivery: aDelivery({ status: 'sending', channel: 'webhook' }) } as const;
    expect(decide({ claim })).toEqual({ kind: 'nothing' });
  });

  it.each(['sent', 'failed', 'unknown', 'suppressed', 'delivered'] as const)(
    'leaves a %s message alone',
    (status) => {
      const claim = { kind: 'found', delivery: aDelivery({ status }) } as const;
      expect(decide({ claim })).toEqual({ kind: 'nothing' });
    },
  );
});
