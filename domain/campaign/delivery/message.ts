import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { PushTarget } from '../permission/reachable-address.ts';
import type { UnsubscribeClaim } from './unsubscribe-token.ts';

/** How texts become words; the adapter knows Liquid. Each throws a MaitredError if a variable is missing. */
export interface Renderer {
  text(template: string, context: JsonObject): string;
  /** Values are HTML-escaped. */
  html(template: string, context: JsonObject): string;
  /** A template that is exactly one `{{ path }}` keeps the value's type. */
  value(template: string, context: JsonObject): JsonValue;
}

export interface EmailMessage {
  readonly channel: 'email';
  readonly to: string;
  readonly from: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  /** The house's postal address, for the foot. */
  readonly address?: string;
  /** What the link to unsubscribe claims; absent where the message is not about a purpose one can leave. */
  readonly unsubscribe?: UnsubscribeClaim;
}

export interface SmsMessage {
  readonly channel: 'sms';
  readonly to: string;
  readonly text: string;
  readonly senderId?: string;
}

export interface PushMessage {
  readonly channel: 'push';
  readonly devices: readonly PushTarget[];
  /** The platform applications' ARNs. */
  readonly applications: { readonly ios?: string; readonly android?: string };
  readonly title: string;
  readonly body: string;
  readonly link?: string;
}

export interface WebhookMessage {
  readonly channel: 'webhook';
  readonly url: string;
  /** `whsec_…`, or `ssm:/path` of one. */
  readonly secret: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: JsonValue };
}

export interface StaffMessage {
  readonly channel: 'staff';
  readonly venues: readonly string[];
  readonly role: string;
  readonly subject: string;
  readonly text: string;
}

/** What a provider is given: rendered, addressed. */
export type Message = EmailMessage | SmsMessage | PushMessage | WebhookMessage | StaffMessage;

/** Which decision a message comes from, for the provider's records. */
export interface MessageOrigin {
  readonly profileId: string;
  readonly deliveryProfileId: string;
  readonly deliveryId: string;
  readonly campaign: string;
  readonly step: string;
}
