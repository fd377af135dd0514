import { describe, expect, it } from 'vitest';
import { buildMessage } from '../../../../domain/campaign/delivery/build-message.ts';
import type { Message, Renderer } from '../../../../domain/campaign/delivery/message.ts';
import type { MessageContent } from '../../../../domain/campaign/delivery/message-content.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest, aDelivery, anActiveProgram } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

/** Renders `{{ path }}` alone, and shows the whole context for `{{ * }}`. */
const renderer: Renderer = {
  text: (template, context) =>
    template.replace(/\{\{ ([\w.]+) \}\}/g, (_, path: string) => String(valueAt(context, path))),
  html: (template) => template,
  value: (template, context) => {
    const path = /^\{\{ ([\w.*]+) \}\}$/.exec(template)?.[1];
    if (path === '*') return context;
    return path === undefined ? template : (valueAt(context, path) as never);
  },
};

function valueAt(context: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], context);
}

const venue = (id: string) => ({ id, name: `The ${id}`, timezone: 'Europe/Berlin' });
const ACTIVE = anActiveProgram([aCampaign()], {
  venues: { bar: venue('bar'), garden: venue('garden') },
  destinations: { crm: { url: 'https://crm.example.com/hooks', secret: 'ssm:/maitred/crm' } },
});
const TEMPLATES = {
  version: 'v',
  templates: { 't.de': { html: 'Hallo' }, 't.pt-BR': { html: 'Oi' }, t: { html: 'Hello' } },
};

function build(
  content: MessageContent,
  overrides: Partial<Profile> = {},
  event?: TrackingEvent,
  purpose?: string,
  active = ACTIVE,
) {
  return buildMessage({
    active,
    campaign: aCampaign(),
    step: { kind: 'send', id: '2', contents: [content], ...(purpose === undefined ? {} : { purpose }) },
    templates: TEMPLATES,
    delivery: aDelivery({ segment: 'lapsed', channel: content.channel }),
    profile: aContactableGuest(overrides),
    event,
    renderer,
    now: NOW,
  });
}

const EMAIL: MessageContent = { channel: 'email', template: 't', subject: 'Hi {{ profile.firstName }}' };
const language = (value: string) => ({
  language: { value, at: NOW, messageId: 'm' },
  firstName: { value: 'J', at: NOW, messageId: 'm' },
});

describe('buildMessage', () => {
  it.each([
    ['de', 'Hallo'],
    ['de-AT', 'Hallo'],
    ['pt-BR', 'Oi'],
    ['fr', 'Hello'],
  ])('takes the template of the language %s', (value, expected) => {
    expect(build(EMAIL, { traits: language(value) })).toMatchObject({ html: expected });
  });

  it('falls back to the locale of the guest’s device', () => {
    const surroundings = { locale: { value: 'de-DE', at: NOW, messageId: 'm' } };
    expect(build(EMAIL, { surroundings })).toMatchObject({ html: 'Hallo' });
  });

  it('offers no way to unsubscribe from what is transactional', () => {
    expect(build(EMAIL)).toHaveProperty('unsubscribe');
    expect(build(EMAIL, {}, undefined, 'transactional')).not.toHaveProperty('unsubscribe');
  });

  it('renders a webhook’s body as deep as it goes and keeps the types of values', () => {
    const body = {
      guest: { name: '{{ profile.firstName }}', n: 1 },
      list: ['{{ campaign.id }}', true, null],
    };
    expect(build({ channel: 'webhook', destination: 'crm', body })).toEqual({
      channel: 'webhook',
      url: 'https://crm.example.com/hooks',
      secret: 'ssm:/maitred/crm',
      body: {
        type: 'campaign.win-back',
        timestamp: new Date(NOW).toISOString(),
        data: { guest: { name: 'John', n: 1 }, list: ['win-back', true, null] },
      },
    });
  });

  it('shows texts the guest, the campaign, the segment, the event and its venue; what is null is missing', () => {
    const event = anEvent({ properties: { venue: 'bar', table: 12, room: null } });
    const message = build({ channel: 'webhook', destination: 'crm', body: '{{ * }}' }, {}, event);
    expect((message as Extract<Message, { channel: 'webhook' }>).body.data).toEqual({
      profile: { firstName: 'John' },
      campaign: { id: 'win-back', name: 'Win back' },
      segment: { id: 'lapsed', name: 'Lapsed', since: new Date(NOW).toISOString() },
      event: {
        event: 'Booking Made',
        name: 'Booking Made',
        type: 'track',
        messageId: 'm-1',
        timestamp: new Date(NOW).toISOString(),
        properties: { venue: 'bar', table: 12 },
        traits: {},
        context: {},
      },
      venue: { id: 'bar', name: 'The bar', table: 12 },
    });
  });

  it('alerts the venue that is named, else the event’s, else every venue', () => {
    const staff = { channel: 'staff', role: 'waiter', message: 'Hi' } as const;
    const atBar = anEvent({ properties: { venue: 'bar' } });
    expect(build({ ...staff, venue: 'garden' }, {}, atBar)).toMatchObject({ venues: ['garden'] });
    expect(build(staff, {}, atBar)).toMatchObject({ venues: ['bar'] });
    expect(build(staff)).toMatchObject({ venues: ['bar', 'garden'] });
    expect(() => build({ ...staff, venue: 'toString' })).toThrow(/no venue/);
  });

  it('is from the address of the house, with what else the playbook says of mail', () => {
    expect(build(EMAIL)).toStrictEqual({
      channel: 'email',
      to: 'john@example.com',
      from: 'Test House <stay@example.com>',
      subject: 'Hi John',
      html: 'Hello',
      unsubscribe: { profileId: 'p-john', purpose: 'marketing', campaign: 'win-back', step: '2' },
    });
    const email = { from: 'hello@example.com', replyTo: 'desk@example.com', address: '1 Main Street' };
    const settled = anActiveProgram([aCampaign()], { channels: { email } });
    expect(build(EMAIL, {}, undefined, undefined, settled)).toMatchObject({
      replyTo: 'desk@example.com',
      address: '1 Main Street',
    });
  });

  it('names a webhook by the type that the step says', () => {
    const webhook = {
      channel: 'webhook',
      destination: 'crm',
      type: 'guest.{{ campaign.id }}',
      body: {},
    } as const;
    expect(build(webhook)).toMatchObject({ body: { type: 'guest.win-back' } });
  });

  it('tells the staff what it is about, by the name of the campaign', () => {
    const staff = { channel: 'staff', role: 'waiter', message: 'Greet {{ profile.firstName }}' } as const;
    expect(build(staff)).toEqual({
      channel: 'staff',
      venues: ['bar', 'garden'],
      role: 'waiter',
      subject: 'Win back',
      text: 'Greet John',
    });
  });

  it('takes of several texts that of the channel which was decided', () => {
    const sms: MessageContent = { channel: 'sms', text: 'Hi' };
    const input = { active: ACTIVE, campaign: aCampaign(), templates: TEMPLATES, renderer, now: NOW };
    const step = { kind: 'send', id: '2', contents: [sms, EMAIL] } as const;
    const guest = { profile: aContactableGuest(), event: undefined };
    const by = (channel: 'email' | 'push') =>
      buildMessage({ ...input, ...guest, step, delivery: aDelivery({ channel }) });
    expect(by('email')).toMatchObject({ channel: 'email', subject: 'Hi John' });
    expect(() => by('push')).toThrow('step 2 says nothing by push');
  });

  it('says what is missing', () => {
    expect(() => build({ ...EMAIL, template: 'gone' })).toThrow(/no template gone/);
    expect(() => build(EMAIL, { identifiers: {} })).toThrow('the guest has no email address');
    const mute = anActiveProgram([aCampaign()], { channels: {} });
    expect(() => build(EMAIL, {}, undefined, undefined, mute)).toThrow('the playbook has no channels.email');
    expect(() => build({ channel: 'webhook', destination: 'gone', body: {} })).toThrow(/no destination gone/);
  });
});
