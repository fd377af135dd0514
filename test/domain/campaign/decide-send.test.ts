import { describe, expect, it } from 'vitest';
import { decideSend } from '../../../domain/campaign/decide-send.ts';
import type { MessageContent } from '../../../domain/campaign/message-content.ts';
import type { SendStep } from '../../../domain/campaign/step.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const SMS: MessageContent = { channel: 'sms', text: 'Hi' };
const PUSH: MessageContent = { channel: 'push', title: 'Hi', body: 'there' };
const STAFF: MessageContent = { channel: 'staff', role: 'waiter', message: 'Hi' };
const EMAIL: MessageContent = { channel: 'email', template: 't', subject: 's' };
const yes = { granted: true, at: NOW, messageId: 'm' };

function decide(content: MessageContent, overrides: Partial<Profile> = {}, purpose?: string) {
  const step: SendStep = {
    kind: 'send',
    id: '1',
    contents: [content],
    ...(purpose === undefined ? {} : { purpose }),
  };
  return decideSend(aProgram(), aContactableGuest(overrides), aCampaign(), step, content.channel);
}

const phone = { phone: { value: '0151 23456789', at: NOW, messageId: 'm' } };

describe('decideSend', () => {
  it('permits what the guest agreed to and where they can be reached', () => {
    expect(decide(EMAIL)).toEqual({ kind: 'send' });
  });

  it('suppresses without consent for the purpose', () => {
    expect(decide(EMAIL, { consent: {} })).toEqual({ kind: 'suppress', why: 'no consent for marketing' });
  });

  it('asks for the channel too where the playbook names it among the consents', () => {
    expect(decide(SMS, { traits: phone })).toMatchObject({ why: 'no consent for the channel sms' });
    expect(decide(SMS, { traits: phone, consent: { marketing: yes, sms: yes } })).toEqual({ kind: 'send' });
  });

  it('needs only the channel for a transactional message', () => {
    expect(decide(EMAIL, { consent: {} }, 'transactional')).toEqual({ kind: 'send' });
    expect(decide(SMS, { traits: phone, consent: {} }, 'transactional')).toMatchObject({ kind: 'suppress' });
    expect(decide(SMS, { traits: phone, consent: { sms: yes } }, 'transactional')).toEqual({ kind: 'send' });
  });

  it('suppresses what cannot be addressed', () => {
    const consent = { marketing: yes, sms: yes };
    expect(decide(EMAIL, { identifiers: {} })).toMatchObject({ why: 'no email address' });
    expect(decide(SMS, { consent })).toMatchObject({ why: 'no phone number' });
    expect(decide(PUSH)).toMatchObject({ why: 'no device' });
  });

  it('asks no consent for the staff, unless a purpose is written', () => {
    expect(decide(STAFF, { consent: {} })).toEqual({ kind: 'send' });
    expect(decide(STAFF, { consent: {} }, 'location')).toMatchObject({ why: 'no consent for location' });
  });
});
