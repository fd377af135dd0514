import type { JsonObject } from './json.ts';
import type { Traced } from './trace.ts';

/** The six calls of Segment's tracking API. */
export const EVENT_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Where an event lies in the Events table: fixed for ever, whatever merges later. */
export interface EventKey {
  /** The most trusted identifier of the message: `userId#u1`. */
  readonly identifier: string;
  /** `<timestamp as sent, or ->#<messageId>`. */
  readonly sort: string;
}

/** An event as it is stored and folded: validated, its clock corrected, its identifiers extracted. */
export interface TrackingEvent extends Traced {
  readonly key: EventKey;
  readonly type: EventType;
  readonly messageId: string;
  /** What conditions match: `Booking Made`; `Page Viewed` and `Screen Viewed` for pages; absent for identify, group and alias. */
  readonly name?: string;
  /** When it happened, in milliseconds since the epoch: corrected for the device's clock, never after `receivedAt`. */
  readonly time: number;
  /** When collect accepted it, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** `namespace#value`, normalised, most trusted first; never empty, and the first is `key.identifier`. */
  readonly identifiers: readonly string[];
  /** For page and screen calls `name` and `category` are among them. */
  readonly properties: JsonObject;
  /** Traits that an identify sets. */
  readonly traits: JsonObject;
  readonly context: JsonObject;
  /** Choices that travel with the event, by purpose or channel. */
  readonly consent: Readonly<Record<string, boolean>>;
  /** The source whose key sent it. */
  readonly source: string;
  /** True for history (`/v1/import`): folds and evaluates, triggers nothing. */
  readonly isHistory?: boolean;
}
