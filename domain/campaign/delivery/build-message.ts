import { InvalidInputError } from '../../error/maitred-error.ts';
import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { TemplateSet } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import type { Channel } from '../channel.ts';
import { findAddress, findDevices } from '../permission/reachable-address.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import type { SendStep } from '../step.ts';
import { chooseTemplate } from './choose-template.ts';
import type { Delivery } from './delivery.ts';
import type {
  EmailMessage,
  Message,
  PushMessage,
  Renderer,
  StaffMessage,
  WebhookMessage,
} from './message.ts';
import type { MessageContent } from './message-content.ts';
import { buildContext, venueOfEvent } from './message-context.ts';

export interface MessageInput {
  /** The playbook now: its addresses, destinations and venues. */
  readonly active: ActiveProgram;
  /** The playbook that the journey began with; absent: the one now. */
  readonly begun?: ActiveProgram | undefined;
  /** The campaign and texts of the version that the journey began with. */
  readonly campaign: Campaign;
  readonly step: SendStep;
  readonly templates: TemplateSet;
  readonly delivery: Delivery;
  readonly profile: Profile;
  readonly event: TrackingEvent | undefined;
  readonly renderer: Renderer;
  readonly now: number;
}

/** What a step says on the channel that was decided. @throws {InvalidInputError} where it has nothing to say there */
function contentOf(step: SendStep, channel: Channel): MessageContent {
  return required(
    step.contents.find((content) => content.channel === channel),
    `step ${step.id} says nothing by ${channel}`,
  );
}

type ContentOf<C extends MessageContent['channel']> = Extract<MessageContent, { channel: C }>;

/**
 * Renders and addresses a message.
 * @throws {InvalidInputError} where a variable, a template, a setting or an address is missing: no retry helps
 */
export function buildMessage(input: MessageInput): Message {
  const { active, step, profile, renderer } = input;
  const content = contentOf(step, input.delivery.channel);
  const venue = content.channel === 'staff' ? staffVenue(input, content) : venueOfEvent(active, input.event);
  const context = buildContext({ ...input, segment: input.delivery.segment, venue });
  switch (content.channel) {
    case 'email':
      return buildEmail(input, content, context);
    case 'sms': {
      const to = required(findAddress(active.program, profile, 'phone'), 'the guest has no phone number');
      const senderId = active.program.channels.sms?.senderId;
      const text = renderer.text(content.text, context);
      return { channel: 'sms', to, text, ...(senderId === undefined ? {} : { senderId }) };
    }
    case 'push':
      return buildPush(input, content, context);
    case 'webhook':
      return buildWebhook(input, content, context);
    case 'staff':
      return buildStaff(input, content, context, venue);
  }
}

function buildEmail(input: MessageInput, content: ContentOf<'email'>, context: JsonObject): EmailMessage {
  const { active, campaign, step, profile, renderer } = input;
  const settings = required(active.program.channels.email, 'the playbook has no channels.email');
  const purpose = purposeOf(campaign, step, content.channel);
  const unsubscribe = { profileId: profile.profileId, purpose, campaign: campaign.id, step: step.id };
  return {
    channel: 'email',
    to: required(findAddress(active.program, profile, 'email'), 'the guest has no email address'),
    from: settings.from,
    subject: renderer.text(content.subject, context),
    html: renderer.html(chooseTemplate(input.templates, content.template, profile), context),
    ...(settings.replyTo === undefined ? {} : { replyTo: settings.replyTo }),
    ...(settings.address === undefined ? {} : { address: settings.address }),
    ...(purpose === TRANSACTIONAL ? {} : { unsubscribe }),
  };
}

function buildPush(input: MessageInput, content: ContentOf<'push'>, context: JsonObject): PushMessage {
  const { active, profile, renderer } = input;
  const applications = active.program.channels.push ?? {};
  const devices = findDevices(profile);
  const missing = [...new Set(devices.map(({ platform }) => `channels.push.${platform}`))].join(' and no ');
  // A device without one fails alone, at the sender; where none has one there is nothing to send.
  required(
    devices.find(({ platform }) => applications[platform]),
    `the playbook has no ${missing}`,
  );
  return {
    channel: 'push',
    devices,
    applications,
    title: renderer.text(content.title, context),
    body: renderer.text(content.body, context),
    ...(content.link === undefined ? {} : { link: renderer.text(content.link, context) }),
  };
}

function buildWebhook(
  input: MessageInput,
  content: ContentOf<'webhook'>,
  context: JsonObject,
): WebhookMessage {
  const { active, campaign, delivery, renderer } = input;
  const { url, secret } = required(
    active.program.destinations[content.destination],
    `the playbook has no destination ${content.destination}`,
  );
  const type = content.type === undefined ? `campaign.${campaign.id}` : renderer.text(content.type, context);
  const data = renderNested(content.body as JsonValue, (text) => renderer.value(text, context));
  return {
    channel: 'webhook',
    url,
    secret,
    body: { type, timestamp: new Date(delivery.at).toISOString(), data },
  };
}

function buildStaff(
  { active, campaign, renderer }: MessageInput,
  content: ContentOf<'staff'>,
  context: JsonObject,
  venue: string | undefined,
): StaffMessage {
  const venues = venue === undefined ? Object.keys(active.program.venues) : [venue];
  const text = renderer.text(content.message, context);
  return { channel: 'staff', venues, role: content.role, subject: campaign.name, text };
}

/** The venue that the step names, else the one that the event names; undefined: everyone with that role. */
function staffVenue(input: MessageInput, content: ContentOf<'staff'>): string | undefined {
  const { active, event, delivery, renderer } = input;
  const eventVenue = venueOfEvent(active, event);
  if (content.venue === undefined) return eventVenue;
  const context = buildContext({ ...input, segment: delivery.segment, venue: eventVenue });
  const venue = renderer.text(content.venue, context);
  const isKnown = Object.hasOwn(active.program.venues, venue);
  return required(isKnown ? venue : undefined, `the playbook has no venue ${venue}`);
}

function renderNested(value: JsonValue, render: (text: string) => JsonValue): JsonValue {
  if (typeof value === 'string') return render(value);
  if (Array.isArray(value)) return value.map((item) => renderNested(item, render));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderNested(item, render)]));
}

function required<T>(value: T | undefined, missing: string): T {
  if (value === undefined) throw new InvalidInputError(missing);
  return value;
}
