import * as fc from 'fast-check';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { anEvent, NOW } from './an-event.ts';
import { arbitraryPeople } from './arbitrary-people.ts';

const TRUST = ['userId', 'email', 'deviceId', 'anonymousId'];
const OWN: readonly (readonly string[])[] = [0, 1].map((person) => [
  person === 0 ? 'userId#u0' : 'email#u1@example.com',
  `email#e${person}@example.com`,
  `deviceId#d${person}`,
  `anonymousId#a${person}`,
  `anonymousId#b${person}`,
]);

/** What some people did, with one message among it that names somebody else's identifier. */
export interface WrongLink {
  readonly events: readonly TrackingEvent[];
  /** The same, had that message named its own person alone. */
  readonly truth: readonly TrackingEvent[];
  /** Whose it is not. */
  readonly identifier: string;
  /** The most trusted one of its own person that the message names. */
  readonly from: string;
}

/** Up to three people, two of whom one message takes for one. No rule of linking is broken: only one has a userId. */
export function arbitraryWrongLink({ maxLength }: { maxLength: number }): fc.Arbitrary<WrongLink> {
  const message = fc
    .record({
      own: fc.nat({ max: 1 }),
      chosen: fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 3 }),
      wrong: fc.nat({ max: 4 }),
      hoursAgo: fc.integer({ min: 0, max: 400 }),
      name: fc.constantFrom('Booking Made', 'Called Hotel', 'Signed Up'),
    })
    .map(({ own, chosen, wrong, ...rest }) => ({
      ...rest,
      own: chosen.map((place) => OWN[own]?.[place] ?? '').sort(byTrust),
      identifier: OWN[1 - own]?.[wrong] ?? '',
    }))
    .filter(({ own, identifier }) => byTrust(own[0] ?? '', identifier) < 0);
  return fc.tuple(arbitraryPeople({ maxLength }), message).map(([people, { own, identifier, ...rest }]) => {
    const time = NOW - rest.hoursAgo * 3_600_000;
    const told = { messageId: 'm-wrong', name: rest.name, time, receivedAt: NOW - 60_000 };
    const others = people.map(withOneUserId);
    const wrong = anEvent({ ...told, identifiers: [...own, identifier].sort(byTrust) });
    const right = anEvent({ ...told, identifiers: own });
    return { events: [...others, wrong], truth: [...others, right], identifier, from: own[0] ?? '' };
  });
}

/** The second person has no userId: two of them would never have been taken for one. */
function withOneUserId(event: TrackingEvent): TrackingEvent {
  const identifiers = event.identifiers
    .map((identifier) => (identifier === 'userId#u1' ? 'email#u1@example.com' : identifier))
    .sort(byTrust);
  return { ...event, identifiers, key: { ...event.key, identifier: identifiers[0] ?? '' } };
}

function byTrust(a: string, b: string): number {
  const rank = (identifier: string) => TRUST.indexOf(identifier.split('#')[0] ?? '');
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
