import { describe, expect, it } from 'vitest';
import { explainCampaign } from '../../../../domain/campaign/explain/explain-campaign.ts';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { TriggerSignal } from '../../../../domain/campaign/journey/occurrence.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { touchProfile } from '../../../../domain/profile/touch-profile.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  aSend,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { takenIn } from '../../../support/walk-journey.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const often = { frequency: { kind: 'every time' } } as const;
const caps = [{ channel: 'email' as const, atMost: 1, perMilliseconds: DAY }];
const letter = aCampaign({ id: 'letter', ...often, steps: [aSend('1')] });
const patient = aCampaign({
  id: 'patient',
  ...often,
  steps: [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')],
});
const marked = aCampaign({
  id: 'marked',
  ...often,
  steps: [{ kind: 'set', id: '1', traits: { vip: true } }, aSend('2')],
});
const CAMPAIGNS = [letter, patient, marked];
const active = anActiveProgram(CAMPAIGNS, { permission: { suppress: [], caps } });

/** A schedule's moment. */
function scheduled(moment: number): TriggerSignal {
  const signal = { id: 's', v: 1, profileId: 'p-john', type: 'Schedule Reached' } as const;
  return { ...signal, at: moment, campaign: 'letter', segment: 'lapsed', moment };
}

function begin(signal: TriggerSignal, now: number, profile: Profile, campaign = letter): Decision {
  const beginning = beginJourney({ active, campaign, profile, signal, now });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return beginning.decision;
}

function goOn({ journey, profile }: Pick<Decision, 'journey' | 'profile'>, now: number): Decision {
  const campaign = CAMPAIGNS.find(({ id }) => id === journey.campaign);
  const advance = advanceJourney({ active, campaign, journey, profile, now, isWoken: true });
  if (advance.kind !== 'decided') throw new Error(advance.kind);
  return advance.decision;
}

const statusOf = ({ deliveries }: Decision) => deliveries.map(({ status }) => status);
/** Who had a letter of yesterday’s schedule, seven seconds after its moment. */
const yesterday = begin(scheduled(NOW - DAY), NOW - DAY + 7 * SECOND, aContactableGuest({ lastSeen: 0 }));
const known = yesterday.profile;

describe('what time brings, a day after what it brought yesterday, where a cap is one a day', () => {
  it('given a schedule, decided four seconds sooner after its moment, then it is sent', () => {
    expect(statusOf(begin(scheduled(NOW), NOW + 3 * SECOND, known))).toEqual(['requested']);
  });

  it('given one a minute sooner than a day, then it is refused, however late it is decided', () => {
    const early = scheduled(NOW - 60 * SECOND);
    expect(statusOf(begin(early, NOW + HOUR - 60 * SECOND, known))).toEqual(['suppressed']);
  });

  it('given one that is decided over an hour late, then that is when it counts', () => {
    const { profile } = begin(scheduled(NOW), NOW + HOUR + 1, known);
    expect(profile.contacts.sends.map(({ at, lag }) => ({ at, lag }))).toEqual([
      { at: NOW - DAY + 7 * SECOND, lag: 7 * SECOND },
      { at: NOW + HOUR + 1, lag: undefined },
    ]);
  });

  it('given a wait, then it is sent', () => {
    const waiting = begin(aSegmentEntered({ at: NOW - DAY }), NOW - DAY, known, patient);
    expect(statusOf(goOn(waiting, NOW + 3 * SECOND))).toEqual(['requested']);
  });

  it('given a segment that time made true, then it is sent, also after a step that sets something', () => {
    const entered = aSegmentEntered({ at: NOW + 2 * SECOND, moment: NOW });
    expect(statusOf(begin(entered, NOW + 3 * SECOND, known))).toEqual(['requested']);
    const setting = begin(entered, NOW + 3 * SECOND, known, marked);
    expect(statusOf(setting)).toEqual([]);
    const after = { journey: setting.journey, profile: takenIn(setting) };
    expect(statusOf(goOn(after, NOW + 4 * SECOND))).toEqual(['requested']);
  });

  it('given an event of that moment, then it is asked as of its decision, and so is what it brings first', () => {
    const event = anEventMatched({ time: NOW - 10 * SECOND, at: NOW });
    expect(statusOf(begin(event, NOW - SECOND, known))).toEqual(['suppressed']);
    const { profile } = begin(event, NOW, known);
    expect(profile.contacts.sends.at(-1)).toMatchObject({ at: NOW });
    expect(profile.contacts.sends.at(-1)).not.toHaveProperty('lag');
  });
});

describe('what is remembered of a message that time brought', () => {
  it('says when it was decided, and how late that was, where a cap may count it', () => {
    expect(known.contacts.sends).toMatchObject([{ at: NOW - DAY + 7 * SECOND, lag: 7 * SECOND }]);
    const free = anActiveProgram(CAMPAIGNS);
    const signal = scheduled(NOW);
    const guest = aContactableGuest();
    const now = NOW + 7 * SECOND;
    const beginning = beginJourney({ active: free, campaign: letter, profile: guest, signal, now });
    if (beginning.kind !== 'decided') throw new Error(beginning.kind);
    expect(beginning.decision.profile.contacts.sends[0]).not.toHaveProperty('lag');
  });
});

describe('why, between a moment and its decision', () => {
  it('answers as the decision does', () => {
    const { journey } = begin(aSegmentEntered({ at: NOW - DAY }), NOW - DAY, known, patient);
    const guest = { profile: known, events: [], now: NOW + 3 * SECOND, versions: new Map() };
    const told = (journeys: readonly Decision['journey'][]) =>
      explainCampaign(active, 'patient', { ...guest, journeys })?.sends;
    expect(told([journey])).toMatchObject([{ wouldBeSent: true, caps: [{ used: 0, freeAt: null }] }]);
    const before = { ...guest, now: NOW - SECOND, journeys: [journey] };
    expect(explainCampaign(active, 'patient', before)?.sends).toMatchObject([
      { wouldBeSent: false, reason: 'cap', caps: [{ used: 1, freeAt: new Date(NOW).toISOString() }] },
    ]);
  });
});

describe('a segment that time changes', () => {
  it('says when, if it was seen later', () => {
    const guest = aContactableGuest({ segments: {}, nextChanges: { lapsed: NOW }, wakeAt: NOW, lastSeen: 0 });
    const seen = (late: number) => {
      const touched = touchProfile(active, guest, NOW + late);
      if (touched.kind !== 'planned') throw new Error(touched.kind);
      return touched.write.signals;
    };
    expect(seen(20)).toMatchObject([{ type: 'Segment Entered', at: NOW + 20, moment: NOW }]);
    expect(seen(0)[0]).not.toHaveProperty('moment');
  });
});
