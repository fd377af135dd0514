import type { JsonObject } from './json.ts';
import { type Traced, traceOf } from './trace.ts';
import type { TrackingEvent } from './tracking-event.ts';

/** What Maitred itself learns of a person: a choice, an unsubscribe, a bounce. */
export interface OwnEvent extends Traced {
  readonly name: string;
  /** `namespace#value` of the person it is about: their most trusted one. */
  readonly identifier: string;
  /** All that it names, most trusted first, where it is known by more than that one. */
  readonly identifiers?: readonly string[];
  readonly messageId: string;
  /** Milliseconds since the epoch: when it was learnt, which is when it happened. */
  readonly at: number;
  readonly source: string;
  readonly properties?: JsonObject;
  readonly context?: JsonObject;
  readonly consent?: Readonly<Record<string, boolean>>;
}

/** Makes an event of Maitred's own: everything that changes a person is an event. */
export function makeOwnEvent(own: OwnEvent): TrackingEvent {
  return {
    key: { identifier: own.identifier, sort: `${new Date(own.at).toISOString()}#${own.messageId}` },
    type: 'track',
    messageId: own.messageId,
    name: own.name,
    time: own.at,
    receivedAt: own.at,
    identifiers: own.identifiers ?? [own.identifier],
    properties: own.properties ?? {},
    traits: {},
    context: own.context ?? {},
    consent: own.consent ?? {},
    source: own.source,
    ...traceOf(own),
  };
}
