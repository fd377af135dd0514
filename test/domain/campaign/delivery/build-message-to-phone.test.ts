import { describe, expect, it } from 'vitest';
import { buildMessage } from '../../../../domain/campaign/delivery/build-message.ts';
import type { Renderer } from '../../../../domain/campaign/delivery/message.ts';
import type { MessageContent } from '../../../../domain/campaign/delivery/message-content.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest, aDelivery, anActiveProgram } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

/** Knows two names. */
const text: Renderer['text'] = (template) =>
  template.replace('{{ profile.firstName }}', 'John').replace('{{ campaign.id }}', 'win-back');
const renderer: Renderer = { text, html: text, value: text };

function build(content: MessageContent, overrides: Partial<Profile>, active: ActiveProgram) {
  return buildMessage({
    active,
    campaign: aCampaign(),
    step: { kind: 'send', id: '2', contents: [content] },
    templates: { version: 'v', templates: {} },
    delivery: aDelivery({ channel: content.channel }),
    profile: aContactableGuest(overrides),
    event: undefined,
    renderer,
    now: NOW,
  });
}

describe('a message to the phone of a guest', () => {
  it('goes to the number of the guest as a text message, by the name that the playbook gives', () => {
    const sms = { channel: 'sms', text: 'Hi {{ profile.firstName }}' } as const;
    const phone = { identifiers: { 'phone#+4915112345678': { sealed: 0, floor: 0, keys: {} } } };
    const message = { channel: 'sms', to: '+4915112345678', text: 'Hi John' };
    const named = anActiveProgram([aCampaign()], { channels: { sms: { senderId: 'Hotel' } } });
    const unnamed = anActiveProgram([aCampaign()], { channels: {} });
    expect(build(sms, phone, named)).toEqual({ ...message, senderId: 'Hotel' });
    expect(build(sms, phone, unnamed)).toStrictEqual(message);
    expect(() => build(sms, {}, named)).toThrow('the guest has no phone number');
  });

  it('goes to each device of the guest as a push, with the link where it has one', () => {
    const push = { channel: 'push', title: 'Hi {{ profile.firstName }}', body: 'Come' } as const;
    const device = (platform: 'ios' | 'android') => ({ platform, at: NOW, messageId: 'm' });
    const devices = { a: device('ios'), b: device('android') };
    const withPush = (applications: object) =>
      anActiveProgram([aCampaign()], { channels: { push: applications } });
    const message = {
      channel: 'push',
      devices: [
        { token: 'a', platform: 'ios' },
        { token: 'b', platform: 'android' },
      ],
      applications: { android: 'arn:android' },
      title: 'Hi John',
      body: 'Come',
    };
    const active = withPush({ android: 'arn:android' });
    expect(build(push, { devices }, active)).toStrictEqual(message);
    const linked = { ...push, link: 'https://example.com/{{ campaign.id }}' };
    expect(build(linked, { devices }, active)).toEqual({
      ...message,
      link: 'https://example.com/win-back',
    });
    const none = anActiveProgram([aCampaign()], { channels: {} });
    expect(() => build(push, { devices }, none)).toThrow(
      'the playbook has no channels.push.ios and no channels.push.android',
    );
  });
});
