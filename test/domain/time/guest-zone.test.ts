import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../domain/event/json.ts';
import { guestZone } from '../../../domain/time/guest-zone.ts';
import { NOW } from '../../support/an-event.ts';

const VENUES = {
  bar: { id: 'bar', name: 'Bar', timezone: 'Asia/Tokyo' },
  pier: { id: 'pier', name: 'Pier', timezone: 'the sea' },
};
const HOUSE = { timezone: 'Europe/Berlin', venues: VENUES };

function zoneOf(trait: JsonValue | undefined, device: string | undefined, venue?: string): string {
  const stamped = <T>(value: T) => ({ value, at: NOW, messageId: 'm' });
  const traits = trait === undefined ? {} : { timezone: stamped(trait) };
  const surroundings = device === undefined ? {} : { timezone: stamped(device) };
  return guestZone({ traits, surroundings }, HOUSE, venue);
}

describe('guestZone', () => {
  it.each<[JsonValue | undefined, string | undefined, string | undefined, string]>([
    ['America/New_York', 'Europe/Rome', 'bar', 'America/New_York'],
    ['home', 'Europe/Rome', 'bar', 'Europe/Rome'],
    ['', undefined, 'bar', 'Asia/Tokyo'],
    [7, undefined, 'bar', 'Asia/Tokyo'],
    [undefined, 'nowhere', 'bar', 'Asia/Tokyo'],
    [undefined, undefined, 'bar', 'Asia/Tokyo'],
    [undefined, undefined, 'pier', 'Europe/Berlin'],
    [undefined, undefined, 'toString', 'Europe/Berlin'],
    [undefined, undefined, undefined, 'Europe/Berlin'],
  ])('given trait %j, device %j and venue %j it is as expected', (trait, device, venue, expected) => {
    expect(zoneOf(trait, device, venue)).toBe(expected);
  });
});
