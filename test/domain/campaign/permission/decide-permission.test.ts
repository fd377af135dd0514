import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import {
  ALWAYS_QUIET,
  CAP,
  decide,
  EMAIL,
  EVERYONE,
  type Given,
  mailed,
  no,
  PHONE,
  PUSH,
  refusal,
  SMS,
  STAFF,
  sent,
  WEBHOOK,
  yes,
} from '../../../support/a-permission.ts';
import { NOW } from '../../../support/an-event.ts';

describe('decidePermission', () => {
  it('takes the next channel where the guest did not opt in to the first, though they have an address there', () => {
    const guest = { traits: PHONE };
    expect(decide({ contents: [SMS, EMAIL], guest })).toEqual({ kind: 'send', channel: 'email' });
    expect(() => decide({ contents: [] })).toThrow('step 2 sends on no channel');
  });

  it('permits what the guest agreed to and where they can be reached', () => {
    expect(decide()).toEqual({ kind: 'send', channel: 'email' });
  });

  it.each([
    ['no consent for the purpose', 'consent', 'no consent for marketing', { guest: { consent: {} } }],
    [
      'no consent for the channel, which the playbook names among the consents',
      'channel consent',
      'no consent for the channel sms',
      { contents: [SMS], guest: { traits: PHONE } },
    ],
    [
      'a refused topic, of several',
      'topic',
      'the topic ties was refused',
      {
        campaign: { topics: ['suits', 'ties'] },
        guest: { consent: { marketing: yes, 'topic:suits': yes, 'topic:ties': no } },
      },
    ],
    [
      'the control group',
      'control',
      'in the control group, which gets no marketing',
      { rules: { control: 1 } },
    ],
    [
      'a journey that is held out',
      'holdout',
      'held out of this campaign, to measure what it does',
      { journey: aJourney({ isHeldOut: true }) },
    ],
    [
      'a person who was held out',
      'holdout',
      'held out of this campaign, to measure what it does',
      { campaign: { holdout: 0 }, guest: { contacts: { ...NO_CONTACTS, heldOut: ['win-back'] } } },
    ],
    ['a paused campaign', 'paused', 'the campaign is paused', { present: { isPaused: true } }],
    [
      'a campaign before its time',
      'not active',
      'the campaign is not active before 2026-03-02T10:00:00.001Z',
      { present: { active: { from: NOW + 1 } } },
    ],
    [
      'a campaign at the end of its time',
      'not active',
      'the campaign was active until 2026-03-02T10:00:00.000Z',
      { present: { active: { to: NOW } } },
    ],
    ['what the guest did', 'suppression', 'suppressed: everyone', { rules: { suppress: [EVERYONE] } }],
    [
      'a cap',
      'cap',
      'the cap is reached: 1 by email in 1 day',
      { rules: { caps: [CAP] }, guest: { contacts: mailed(NOW - DAY + 1) } },
    ],
    ['no address', 'unreachable', 'no email address', { guest: { identifiers: {} } }],
    [
      'no number',
      'unreachable',
      'no phone number',
      { contents: [SMS], guest: { consent: { marketing: yes, sms: yes } } },
    ],
    ['no device', 'unreachable', 'no device', { contents: [PUSH] }],
  ] as const)('refuses for: %s', (_what, reason, why, given: Given) => {
    const channel = given.contents?.[0]?.channel ?? 'email';
    expect(decide(given)).toEqual({ kind: 'suppress', channel, reason, why });
  });

  it('tells of what refuses first', () => {
    const all: Given = {
      contents: [SMS],
      campaign: { topics: ['ties'] },
      journey: aJourney({ isHeldOut: true }),
      present: { isPaused: true },
      guest: { consent: { 'topic:ties': no }, contacts: { ...NO_CONTACTS, sends: [{ ...sent('sms') }] } },
      rules: {
        control: 1,
        suppress: [EVERYONE],
        caps: [{ ...CAP, channel: 'sms' }],
        quietHours: { ...ALWAYS_QUIET, channels: ['sms'] },
      },
    };
    const consent = { marketing: yes, 'topic:ties': no };
    const agreed = { ...all, guest: { ...all.guest, consent: { ...consent, sms: yes } } };
    const wanted = { ...agreed, campaign: {} };
    const { control: _control, ...rules } = all.rules ?? {};
    const measured = { ...wanted, rules };
    const told = { ...measured, journey: aJourney() };
    const running = { ...told, present: {} };
    const quiet = { ...running, rules: { ...rules, suppress: [] } };
    const free = { ...quiet, rules: { ...quiet.rules, caps: [] } };
    const steps = [
      all,
      { ...all, guest: { ...all.guest, consent } },
      agreed,
      wanted,
      measured,
      told,
      running,
      quiet,
      free,
      { ...free, guest: { ...free.guest, traits: PHONE } },
    ];
    expect(steps.map(refusal)).toEqual([
      'consent',
      'channel consent',
      'topic',
      'control',
      'holdout',
      'paused',
      'suppression',
      'cap',
      'unreachable',
      'hold',
    ]);
  });

  it('asks of a transactional message for the channel alone', () => {
    const transactional: Given = {
      purpose: 'transactional',
      campaign: { topics: ['ties'] },
      guest: { consent: { 'topic:ties': no }, contacts: mailed(NOW) },
      rules: {
        control: 1,
        suppress: [EVERYONE],
        caps: [CAP],
        quietHours: { ...ALWAYS_QUIET, channels: ['email'] },
      },
    };
    expect(refusal(transactional)).toBe('send');
    expect(refusal({ ...transactional, contents: [SMS] })).toBe('channel consent');
    expect(refusal({ ...transactional, present: { isPaused: true } })).toBe('paused');
    expect(refusal({ ...transactional, journey: aJourney({ isHeldOut: true }) })).toBe('holdout');
  });

  it('keeps the control group from marketing alone', () => {
    const rules = { control: 1 };
    expect(refusal({ rules, purpose: 'analytics' })).toBe('send');
    expect(refusal({ rules, campaign: { purpose: 'analytics' } })).toBe('send');
  });

  it('forgets a holdout that the campaign no longer has', () => {
    const guest = { contacts: { ...NO_CONTACTS, heldOut: ['win-back'] } };
    expect(refusal({ guest })).toBe('send');
    expect(
      refusal({ guest: { contacts: { ...NO_CONTACTS, heldOut: ['other'] } }, campaign: { holdout: 0 } }),
    ).toBe('send');
  });

  it('runs from its first moment to just before its last', () => {
    expect(refusal({ present: { active: { from: NOW, to: NOW + 1 } } })).toBe('send');
    expect(refusal({ present: { active: {} } })).toBe('send');
  });
});

describe('decidePermission, of staff and webhooks', () => {
  const quietHours = { ...ALWAYS_QUIET, channels: ['staff', 'webhook'] };
  const rules = { control: 1, suppress: [EVERYONE], quietHours };
  const guest = { consent: {}, identifiers: {} };

  it.each([STAFF, WEBHOOK])('asks the guest for nothing that is not written: $channel', (content) => {
    const given = { contents: [content], guest, rules, journey: aJourney({ isHeldOut: true }) };
    expect(decide(given)).toEqual({ kind: 'send', channel: content.channel });
  });

  it('asks for the consent that is written, and whether the campaign runs', () => {
    expect(decide({ contents: [STAFF], guest, purpose: 'location' })).toEqual({
      kind: 'suppress',
      channel: 'staff',
      reason: 'consent',
      why: 'no consent for location',
    });
    expect(refusal({ contents: [STAFF], guest, present: { isPaused: true } })).toBe('paused');
  });
});

describe('decidePermission, on several channels', () => {
  const contents = [PUSH, SMS, EMAIL];

  it('takes the first that leads to the guest', () => {
    expect(decide({ contents })).toEqual({ kind: 'send', channel: 'email' });
    const guest = { traits: PHONE, consent: { marketing: yes, sms: yes } };
    expect(decide({ contents, guest })).toEqual({ kind: 'send', channel: 'sms' });
  });

  it('takes none instead of one whose cap is reached', () => {
    const guest = {
      traits: PHONE,
      consent: { marketing: yes, sms: yes },
      contacts: { ...NO_CONTACTS, sends: [sent('sms')] },
    };
    const caps = [{ ...CAP, channel: 'sms' as const }];
    expect(decide({ contents, guest, rules: { caps } })).toMatchObject({
      kind: 'suppress',
      channel: 'sms',
      reason: 'cap',
    });
    const addressless = { ...guest, traits: {} };
    expect(decide({ contents, guest: addressless, rules: { caps } })).toMatchObject({ channel: 'email' });
  });

  it('is refused once, as on the first, where none does', () => {
    expect(decide({ contents, guest: { identifiers: {} } })).toMatchObject({
      kind: 'suppress',
      channel: 'push',
      reason: 'unreachable',
    });
  });

  it('asks for the quiet hours of the channel that is taken', () => {
    const held = (channels: readonly string[]) =>
      decide({ contents, rules: { quietHours: { ...ALWAYS_QUIET, channels } } });
    expect(held(['push', 'sms'])).toMatchObject({ kind: 'send', channel: 'email' });
    expect(held(['email'])).toMatchObject({ kind: 'hold', channel: 'email' });
  });
});
