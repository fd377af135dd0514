import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import { decideEntry } from '../../../../domain/campaign/journey/decide-entry.ts';
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

const HOUR = 60 * 60 * 1000;

function decide(campaign: Campaign, contacts: Contacts = NO_CONTACTS, signal = aSegmentEntered(), now = NOW) {
  const active = anActiveProgram([campaign]);
  return decideEntry({ active, campaign, profile: aContactableGuest({ contacts }), signal, now });
}

const enteredBefore = (last: number): Contacts => ({
  ...NO_CONTACTS,
  entered: { 'win-back': { last, times: 1 } },
});

describe('decideEntry', () => {
  it('begins a journey under the profile that the signal named, with the segment and the stay as its occurrence', () => {
    const entry = decide(aCampaign(), NO_CONTACTS, aSegmentEntered({ profileId: 'p-former', entry: 3 }));
    expect(entry).toMatchObject({
      kind: 'begins',
      journey: {
        profileId: 'p-former',
        journeyId: 'win-back#lapsed.entry.p-former.3',
        revision: 0,
        enteredAt: NOW,
        segment: 'lapsed',
      },
      contacts: {
        open: {
          'win-back': {
            profileId: 'p-former',
            journeyId: 'win-back#lapsed.entry.p-former.3',
            enteredAt: NOW,
          },
        },
        entered: { 'win-back': { last: NOW, times: 1 } },
      },
    });
  });

  it('notes on the journey whether the campaign has a goal', () => {
    const goal = {
      of: { names: ['Order Completed'], where: [] },
      aggregate: 'orders',
      withinMilliseconds: DAY,
    };
    expect(decide(aCampaign({ goal }))).toMatchObject({ journey: { hasGoal: true } });
    expect(decide(aCampaign())).not.toHaveProperty('journey.hasGoal');
  });

  it('lets a guest be in a hundred journeys of a campaign at a time, and no more', () => {
    const campaign = aCampaign({ frequency: { kind: 'every time' } });
    const underWay = (count: number): Contacts => ({
      ...NO_CONTACTS,
      entered: { 'win-back': { last: NOW - DAY, times: 900, underWay: count } },
    });
    expect(decide(campaign, underWay(99))).toMatchObject({
      kind: 'begins',
      contacts: { entered: { 'win-back': { times: 901, underWay: 100 } } },
    });
    expect(decide(campaign, underWay(100))).toMatchObject({
      kind: 'refused',
      reason: 'too many',
      detail: '100 journeys of this campaign are under way',
      note: { profile: { contacts: { refused: { 'win-back': { because: 'too many' } } } } },
    });
  });

  it('tells the segments apart, whatever the triggers of the campaign', () => {
    const triggers = ['lapsed', 'vip'].map((segment) => ({ kind: 'segment', segment, on: 'entry' }) as const);
    const entry = decide(aCampaign({ triggers }), NO_CONTACTS, aSegmentEntered({ segment: 'vip' }));
    expect(entry).toMatchObject({ journey: { journeyId: 'win-back#vip.entry.p-john.1' } });
  });

  it('lets nobody in twice where the frequency is once', () => {
    expect(decide(aCampaign(), enteredBefore(NOW - 900 * DAY))).toMatchObject({ reason: 'frequency' });
  });

  it('lets a guest in again once the period has passed since the last entry', () => {
    const campaign = aCampaign({ frequency: { kind: 'once per', milliseconds: 90 * DAY } });
    expect(decide(campaign, enteredBefore(NOW - 90 * DAY + 1))).toMatchObject({ reason: 'frequency' });
    expect(decide(campaign, enteredBefore(NOW - 90 * DAY))).toMatchObject({ kind: 'begins' });
  });

  it('lets nobody in while a journey of the campaign is under way', () => {
    const open = {
      'win-back': { profileId: 'p', journeyId: 'win-back#lapsed.entry.p-john.1', enteredAt: NOW - 100 * DAY },
    };
    const campaign = aCampaign({ frequency: { kind: 'once per', milliseconds: 90 * DAY } });
    expect(decide(campaign, { ...NO_CONTACTS, open })).toMatchObject({ reason: 'frequency' });
  });

  it('includes a member once: one who was in the campaign before is not, whatever the frequency', () => {
    const campaign = aCampaign({ frequency: { kind: 'every time' }, includeExisting: true });
    const { event: _none, ...entry } = aSegmentEntered({ entry: 2 });
    const included = { ...entry, type: 'Member Included', campaigns: [campaign.id] } as const;
    const decideIncluded = (contacts: Contacts) =>
      decideEntry({
        active: anActiveProgram([campaign]),
        campaign,
        profile: aContactableGuest({ contacts }),
        signal: included,
        now: NOW,
      });
    expect(decideIncluded(NO_CONTACTS)).toMatchObject({ kind: 'begins' });
    expect(decideIncluded(enteredBefore(NOW - 900 * DAY))).toMatchObject({ reason: 'frequency' });
  });

  it('lets journeys run side by side where the frequency is every time', () => {
    const entry = decide(aCampaign({ frequency: { kind: 'every time' } }), enteredBefore(NOW - 1));
    expect(entry).toMatchObject({ kind: 'begins', contacts: { open: {} } });
  });

  it('begins however long the signal took: whether the event came late was judged as it came', () => {
    const campaign = aCampaign({ frequency: { kind: 'every time' } });
    const active = anActiveProgram([campaign]);
    const input = { active, campaign, profile: aContactableGuest(), signal: anEventMatched() };
    expect(decideEntry({ ...input, now: NOW + 9 * HOUR })).toMatchObject({ kind: 'begins' });
  });

  it('begins nothing that ten steps of campaigns led to', () => {
    const campaign = aCampaign({ frequency: { kind: 'every time' } });
    const input = { active: anActiveProgram([campaign]), campaign, profile: aContactableGuest(), now: NOW };
    const ledBy = (hops: number) => decideEntry({ ...input, signal: anEventMatched({ hops }) });
    expect(ledBy(9)).toMatchObject({ kind: 'begins', journey: { hops: 9 } });
    expect(ledBy(10)).toMatchObject({ reason: 'loop' });
  });

  it('names the round as the occurrence, where the campaign counts them', () => {
    const campaign = aCampaign({ frequency: { kind: 'every time' } });
    const signal = anEventMatched({ rounds: { 'win-back': 'p-john.orders.0.2' } });
    const input = { active: anActiveProgram([campaign]), profile: aContactableGuest(), signal, now: NOW };
    expect(decideEntry({ ...input, campaign })).toMatchObject({
      journey: { journeyId: 'win-back#every.p-john.orders.0.2' },
    });
    const other = aCampaign({ id: 'other', frequency: { kind: 'every time' } });
    expect(decideEntry({ ...input, campaign: other })).toMatchObject({ journey: { journeyId: 'other#m-1' } });
  });

  it('lets nobody in while the campaign is paused, before it is active, or after', () => {
    expect(decide(aCampaign({ isPaused: true }))).toMatchObject({ kind: 'refused', reason: 'paused' });
    expect(decide(aCampaign({ active: { from: NOW + 1 } }))).toMatchObject({ reason: 'not active' });
    expect(decide(aCampaign({ active: { to: NOW } }))).toMatchObject({ reason: 'not active' });
    expect(decide(aCampaign({ active: { from: NOW, to: NOW + 1 } }))).toMatchObject({ kind: 'begins' });
  });

  it('lets a guest in once a visit, and not outside one', () => {
    const campaign = aCampaign({ frequency: { kind: 'once per visit', aggregate: 'visit' } });
    const visit = { begins: { names: ['Checked In'], where: [] }, endsAfterMilliseconds: 4 * HOUR };
    const active = anActiveProgram([campaign], { aggregates: { visit: { kind: 'visit', visit } } });
    const decideDuring = (visits: readonly (readonly [number, number])[], contacts = NO_CONTACTS) =>
      decideEntry({
        active,
        campaign,
        profile: aContactableGuest({
          contacts,
          aggregates: { visit: visits.map(([from, to]) => [NOW + from, NOW + to]) },
        }),
        signal: aSegmentEntered(),
        now: NOW,
      });
    const visited = [[-2 * HOUR, -HOUR]] as const;
    expect(decideDuring(visited)).toMatchObject({ kind: 'begins' });
    expect(decideDuring(visited, enteredBefore(NOW - 2 * HOUR - 1))).toMatchObject({ kind: 'begins' });
    expect(decideDuring(visited, enteredBefore(NOW - 2 * HOUR))).toMatchObject({
      reason: 'visit',
      detail: 'it has begun in this visit before',
    });
    expect(decideDuring([[-6 * HOUR, -5 * HOUR]])).toMatchObject({
      reason: 'visit',
      detail: 'no visit is under way',
    });
    expect(decideDuring([])).toMatchObject({ reason: 'visit' });
  });

  it('lets nobody in for what came before the visit that is under way, so that two never begin in one', () => {
    const campaign = aCampaign({ frequency: { kind: 'once per visit', aggregate: 'visit' } });
    const visit = { begins: { names: ['Checked In'], where: [] }, endsAfterMilliseconds: 4 * HOUR };
    const active = anActiveProgram([campaign], { aggregates: { visit: { kind: 'visit', visit } } });
    const profile = aContactableGuest({ aggregates: { visit: [[NOW - HOUR, NOW]] } });
    const decideAt = (time: number) =>
      decideEntry({ active, campaign, profile, signal: anEventMatched({ time }), now: NOW });
    expect(decideAt(NOW - HOUR - 1)).toMatchObject({
      reason: 'visit',
      detail: 'it came before the visit that is under way',
    });
    expect(decideAt(NOW - HOUR)).toMatchObject({ kind: 'begins' });
  });

  it('says of what comes late once a visit what is so: it has begun in this visit, or none is under way', () => {
    const campaign = aCampaign({ frequency: { kind: 'once per visit', aggregate: 'visit' } });
    const visit = { begins: { names: ['Checked In'], where: [] }, endsAfterMilliseconds: 4 * HOUR };
    const active = anActiveProgram([campaign], { aggregates: { visit: { kind: 'visit', visit } } });
    const decideAfter = (now: number) => {
      const aggregates = { visit: [[NOW - 2 * HOUR, NOW]] };
      const profile = aContactableGuest({ aggregates, contacts: enteredBefore(NOW - HOUR) });
      const signal = anEventMatched({ time: NOW - HOUR - 1 });
      return decideEntry({ active, campaign, profile, signal, now });
    };
    expect(decideAfter(NOW)).toMatchObject({ detail: 'it has begun in this visit before' });
    expect(decideAfter(NOW + 4 * HOUR)).toMatchObject({ detail: 'no visit is under way' });
  });

  it('lets nobody in for whom `if` does not hold', () => {
    const campaign = aCampaign({ if: { kind: 'consent', purpose: 'location' } });
    expect(decide(campaign)).toMatchObject({ kind: 'refused', reason: 'if' });
  });

  it('says with what it refuses what to write: the reason with the profile, where no journey of that name stands', () => {
    const before = aContactableGuest({ formerProfileIds: ['p-former'], contacts: enteredBefore(NOW - DAY) });
    const input = {
      active: anActiveProgram([aCampaign()]),
      campaign: aCampaign(),
      profile: before,
      now: NOW,
    };
    const entry = decideEntry({ ...input, signal: aSegmentEntered() });
    const occurrence = 'lapsed.entry.p-john.1';
    const refused = { 'win-back': { at: NOW, because: 'once', occurrence } } as const;
    const profile = { ...before, version: 5, contacts: { ...before.contacts, refused } };
    expect(entry).toMatchObject({
      kind: 'refused',
      note: {
        profile,
        journey: { profileId: 'p-john', journeyId: `win-back#${occurrence}` },
        otherProfileIds: ['p-former'],
      },
    });
    const again = decideEntry({ ...input, profile, signal: aSegmentEntered({ entry: 2 }) });
    expect(again).toEqual({
      kind: 'refused',
      reason: 'frequency',
      detail: 'the guest was in this campaign before',
    });
  });
});

describe('beginJourney', () => {
  it('runs the steps before the first wait in the same decision', () => {
    const campaign = aCampaign({ steps: [aSend('1'), { kind: 'wait', id: '2', milliseconds: DAY }] });
    const active = anActiveProgram([campaign]);
    const beginning = beginJourney({
      active,
      campaign,
      profile: aContactableGuest(),
      signal: aSegmentEntered(),
      now: NOW,
    });
    expect(beginning).toMatchObject({
      kind: 'decided',
      decision: {
        profile: { version: 5 },
        journey: { revision: 1, status: 'waiting', nextStep: 2, dueAt: NOW + DAY },
        deliveries: [{ deliveryId: 'win-back#lapsed.entry.p-john.1#1', status: 'requested' }],
        signals: [{ id: 'p-john-5-0', type: 'Message Requested', deliveryProfileId: 'p-john' }],
      },
    });
  });

  it('asks for the profile to be brought up to date where another set of aggregates made it', () => {
    const campaign = aCampaign();
    const active = anActiveProgram([campaign], { aggregatesDigest: 'newer' });
    const input = { active, campaign, profile: aContactableGuest(), signal: aSegmentEntered(), now: NOW };
    expect(beginJourney(input)).toEqual({ kind: 'profile outdated' });
  });
});
