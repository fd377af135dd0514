import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frequency } from '../../../../domain/campaign/campaign.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { compareAge, mergeProfiles } from '../../../../domain/profile/merge-profiles.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, look } from '../../../support/walk-journey.ts';

const HOUR = 3_600_000;
const FOR_BOOKING: Step = {
  kind: 'wait for event',
  id: '1',
  until: BOOKED_SINCE_ENTRY,
  aggregates: [BOOKINGS],
  atMostMilliseconds: 2 * DAY,
};

function campaignWith(frequency: Frequency) {
  return aCampaign({ steps: [FOR_BOOKING, aSend('2')], frequency });
}

/** Two begin, one after the other, and turn out to be one: the person, and the journeys of both. */
function mergeWaiting(frequency: Frequency, apart: number) {
  const campaign = campaignWith(frequency);
  const active = anActiveProgram([campaign]);
  const begin = (profileId: string, now: number): Decision => {
    const identifiers = { [`email#${profileId}@example.com`]: { sealed: 0, floor: 0, keys: {} } };
    const profile = aContactableGuest({ profileId, identifiers, createdAt: NOW - DAY });
    const signal = aSegmentEntered({ profileId, at: now });
    const begun = beginJourney({ active, campaign, profile, signal, now });
    if (begun.kind !== 'decided') throw new Error(begun.kind);
    return begun.decision;
  };
  const [first, second] = [begin('p-a', NOW), begin('p-b', NOW + apart)];
  const [survivor, other] = [first.profile, second.profile].sort(compareAge);
  if (survivor === undefined || other === undefined) throw new Error('two of them');
  const profile = mergeProfiles(active, survivor, other);
  return { campaign, active, profile, journeys: [first.journey, second.journey] };
}

describe('two who wait for the same, and turn out to be one', () => {
  it('hear of it once, whoever is looked at first, where one journey at a time may run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -DAY, max: DAY }),
        fc.boolean(),
        fc.boolean(),
        (apart, isBooked, inTurn) => {
          const { campaign, active, profile, journeys } = mergeWaiting({ kind: 'once' }, apart);
          expect(profile.contacts.watches).toHaveLength(1);
          const later = NOW + 4 * DAY;
          let person = isBooked ? booked({ profile }, NOW + DAY + HOUR).profile : profile;
          const decisions = (inTurn ? journeys : [...journeys].reverse()).map((journey) => {
            const decision = look(campaign, { journey, profile: person }, later, { active });
            if (decision === undefined) throw new Error('it is due');
            person = decision.profile;
            return decision;
          });
          expect(decisions.flatMap(({ deliveries }) => deliveries)).toHaveLength(1);
          const ends = new Map(decisions.map(({ journey }) => [journey.profileId, journey.end]));
          const older = apart >= 0 ? 'p-a' : 'p-b';
          expect(ends.get(older)).toBe('completed');
          expect([...ends.values()].sort()).toEqual(['collapsed by a merge', 'completed']);
          expect(person.contacts.open).toEqual({});
          expect(person.contacts.watches).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('both go on where they may run side by side, and what comes wakes both', () => {
    const { campaign, active, profile, journeys } = mergeWaiting({ kind: 'every time' }, HOUR);
    expect(profile.contacts.watches).toHaveLength(2);
    const person = booked({ profile }, NOW + 2 * HOUR).profile;
    for (const journey of journeys) {
      const decision = look(campaign, { journey, profile: person }, NOW + 2 * HOUR, {
        active,
        isWoken: true,
      });
      expect(decision?.journey.end).toBe('completed');
    }
  });
});
