import type { TrackingEvent } from '../../domain/event/tracking-event.ts';

/** The moment that tests call now: 2026-03-02T10:00:00Z. */
export const NOW = Date.UTC(2026, 2, 2, 10);

/** A stored event: `Booking Made` by user john, just now, unless said otherwise. */
export function anEvent(overrides: Partial<TrackingEvent> = {}): TrackingEvent {
  const time = overrides.time ?? NOW;
  const messageId = overrides.messageId ?? 'm-1';
  const identifiers = overrides.identifiers ?? ['userId#john'];
  return {
    key: {
      identifier: identifiers[0] ?? 'userId#john',
      sort: `${new Date(time).toISOString()}#${messageId}`,
    },
    type: 'track',
    messageId,
    name: 'Booking Made',
    time,
    receivedAt: time,
    identifiers,
    properties: {},
    traits: {},
    context: {},
    consent: {},
    source: 'test',
    ...overrides,
  };
}
