import { describe, expect, it } from 'vitest';
import type { Watch } from '../../../domain/campaign/contacts/contacts.ts';
import { NO_CONTACTS } from '../../../domain/campaign/contacts/contacts.ts';
import { isFormerSegment } from '../../../domain/playbook/program/former-segment.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { describeProfile } from '../../../domain/profile/describe-profile.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { foldAggregates } from '../../../domain/segment/aggregate/fold-aggregates.ts';
import { aCampaign, DAY } from '../../support/a-campaign.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { aVersion, DeployedHouse, did } from '../../support/deployed-house.ts';

const SEGMENT = 'did-Booking-Made';
const STOPPED = aCampaign({
  steps: [{ kind: 'wait', id: '1', milliseconds: 30 * DAY }],
  stopWhen: { kind: 'segment', segment: SEGMENT },
});
const within = (days: number) => ({ ...did('Booking Made'), withinMilliseconds: days * DAY }) as const;
const asking = (version: string, when: ReturnType<typeof within>): Program => {
  const campaigns = { [STOPPED.id]: STOPPED };
  return aVersion(version, ['Booking Made'], {
    campaigns,
    segments: [{ id: SEGMENT, name: 'Booked', when }],
  });
};
const WATCH: Watch = {
  kind: 'stop',
  profileId: 'p-john',
  journeyId: 'j',
  campaign: STOPPED.id,
  segment: SEGMENT,
  from: NOW,
  until: Number.MAX_SAFE_INTEGER,
};

/** A house in which the segment held for two days after a booking, and holds for nobody by now. */
function redefined() {
  const house = new DeployedHouse();
  const before = house.activate(asking('a', within(2)));
  const active = house.activate(asking('b', within(0)));
  const folded = foldAggregates(before, {}, anEvent({ time: NOW }));
  if (folded === 'refold') throw new Error(folded);
  const program = { ordinal: 1, aggregates: before.program.aggregatesDigest };
  return { active, aggregates: folded.states, program };
}

function touched(active: ReturnType<typeof redefined>['active'], profile: Profile, now: number) {
  const touch = touchProfile(active, profile, now);
  if (touch.kind !== 'planned') throw new Error(touch.kind);
  return touch.write;
}

const watching = { ...NO_CONTACTS, watches: [WATCH] };
const ofJohn = { type: 'Journey Event Matched', watch: 'stop', journeyId: 'j' };

describe('an earlier definition of a segment that may stop a journey', () => {
  it('given a guest whom the journey watches, then they are in it, the journey is told, and nobody else', () => {
    const { active, ...state } = redefined();
    const john = aLivingProfile(['email#john@example.com'], { ...state, contacts: watching });
    const write = touched(active, john, NOW + DAY);
    expect(Object.keys(write.profile.segments).filter(isFormerSegment)).toHaveLength(1);
    expect(write.signals).toMatchObject([ofJohn]);
    expect(write.memberships).toEqual({});
  });

  it('given that time alone ends the stay, then the journey is told at that moment', () => {
    const { active, ...state } = redefined();
    const john = aLivingProfile(['email#john@example.com'], { ...state, contacts: watching });
    const { profile } = touched(active, john, NOW + DAY);
    expect(profile.wakeAt).toBe(NOW + 2 * DAY);
    const { signals, memberships } = touched(active, profile, NOW + 2 * DAY);
    expect(signals).toMatchObject([{ ...ofJohn, at: NOW + 2 * DAY }]);
    expect(memberships).toEqual({});
  });

  it('given a guest whom no journey watches, then nothing is kept of it', () => {
    const { active, ...state } = redefined();
    const write = touched(active, aLivingProfile(['email#john@example.com'], state), NOW + DAY);
    expect(write).toMatchObject({ signals: [], profile: { segments: {}, nextChanges: {}, wakeAt: null } });
  });

  it('given whoever reads the profile, then they do not see it', () => {
    const { active, ...state } = redefined();
    const john = aLivingProfile(['email#john@example.com'], { ...state, contacts: watching });
    const { profile } = touched(active, john, NOW + DAY);
    const rules = active.program.identity;
    const facts = { profile, rules, identities: new Map(), computed: {}, parts: new Set<never>() };
    expect(describeProfile(facts)).toMatchObject({ segments: {} });
  });
});
