import { describe, expect, it } from 'vitest';
import { namedValue } from '../../../../domain/campaign/step/named-value.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { aContactableGuest, anActiveProgram, BOOKINGS, BOOKINGS_SPEC } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const stamped = (value: JsonValue) => ({ value, at: NOW, messageId: 'm' });
const PROFILE = aContactableGuest({
  traits: {
    stay: stamped({ from: '2026-05-01', rooms: [{ name: 'Suite' }, { name: 'Attic' }] }),
    lastBooking: stamped('sent'),
    nothing: stamped(null),
  },
  aggregates: { [BOOKINGS]: [NOW] },
});
const EVENT = anEvent({
  properties: { checkIn: '2026-05-02' },
  traits: { vip: true },
  context: { app: { version: '3' } },
});
const ACTIVE = anActiveProgram([], {
  aggregates: { [BOOKINGS]: BOOKINGS_SPEC },
  computedTraits: { lastBooking: { aggregate: BOOKINGS } as never },
});

function named(path: string, event: TrackingEvent | undefined): JsonValue | undefined {
  return namedValue({ active: ACTIVE, profile: PROFILE, event, now: NOW }, path.split('.'));
}

describe('namedValue', () => {
  it.each<[string, JsonValue | undefined]>([
    ['profile.stay.from', '2026-05-01'],
    ['profile.stay.rooms.name', 'Suite'],
    ['profile.lastBooking', [NOW]],
    ['profile.nothing', undefined],
    ['profile.toString', undefined],
    ['profile', undefined],
    ['event.properties.checkIn', '2026-05-02'],
    ['event.traits.vip', true],
    ['event.context.app.version', '3'],
    ['event.name', 'Booking Made'],
    ['event.event', 'Booking Made'],
    ['event.type', 'track'],
    ['event.messageId', 'm-1'],
    ['event.timestamp', '2026-03-02T10:00:00.000Z'],
    ['event.properties.other', undefined],
    ['venue.name', undefined],
  ])('of %s it is %j', (path, expected) => {
    expect(named(path, EVENT)).toEqual(expected);
  });

  it('of an event that was not read there is none', () => {
    expect(named('event.properties.checkIn', undefined)).toBeUndefined();
  });
});
