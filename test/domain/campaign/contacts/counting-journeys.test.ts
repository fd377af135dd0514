import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign, Frequency } from '../../../../domain/campaign/campaign.ts';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isCollapsed, withEntry } from '../../../../domain/campaign/contacts/contacts-changes.ts';
import {
  countingJourneys,
  keepCounting,
  newestCounting,
} from '../../../../domain/campaign/contacts/counting-journeys.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import { divideJourneys } from '../../../../domain/profile/divide-journeys.ts';
import { mergeContacts } from '../../../../domain/profile/merge-contacts.ts';
import { compareAge, mergeProfiles } from '../../../../domain/profile/merge-profiles.ts';
import {
  aCampaign,
  aContactableGuest,
  aDelivery,
  anActiveProgram,
  DAY,
} from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';
import { enterAs, look } from '../../../support/walk-journey.ts';

const PER_MONTH: Frequency = { kind: 'once per', milliseconds: 30 * DAY };

/** Two who become one: of the first it is over, and the second waits. */
function mergeOverAndWaiting(campaign: Campaign, apart: number, active = anActiveProgram([campaign])) {
  const over = look(campaign, enterAs('p-a', campaign, { active }), NOW + 3 * DAY, { active });
  const waiting = enterAs('p-b', campaign, { active, now: NOW + apart });
  if (over === undefined) throw new Error('it is due');
  const [survivor, other] = [over.profile, waiting.profile].sort(compareAge);
  if (survivor === undefined || other === undefined) throw new Error('two of them');
  const decision = look(
    campaign,
    { journey: waiting.journey, profile: mergeProfiles(active, survivor, other) },
    NOW + apart + 3 * DAY,
    { active },
  );
  if (decision === undefined) throw new Error('it is due');
  return decision;
}

function endOf({ journey, deliveries }: Decision) {
  return { end: journey.end, messages: deliveries.length };
}

const COLLAPSED: ReturnType<typeof endOf> = { end: 'collapsed by a merge', messages: 0 };
const COMPLETED: ReturnType<typeof endOf> = { end: 'completed', messages: 1 };

describe('a journey that waits, of a guest who turns out to be one who had it', () => {
  it.each<[string, Frequency, number, ReturnType<typeof endOf>]>([
    ['once, and begins later', { kind: 'once' }, 2 * DAY, COLLAPSED],
    ['once, and began earlier', { kind: 'once' }, -DAY, COLLAPSED],
    ['once, long after', { kind: 'once' }, 400 * DAY, COLLAPSED],
    ['once in 30 days, within them', PER_MONTH, 30 * DAY - 1, COLLAPSED],
    ['once in 30 days, after them', PER_MONTH, 30 * DAY, COMPLETED],
    ['once in 30 days, 40 days apart', PER_MONTH, 40 * DAY, COMPLETED],
    ['every time', { kind: 'every time' }, DAY, COMPLETED],
  ])('given a campaign that is entered %s', (_what, frequency, apart, expected) => {
    expect(endOf(mergeOverAndWaiting(aCampaign({ frequency }), apart))).toEqual(expected);
  });

  it('is none, so that what had counted does so alone', () => {
    const { profile } = mergeOverAndWaiting(aCampaign({ frequency: { kind: 'once' } }), DAY);
    expect(countingJourneys(profile.contacts, 'win-back').map(({ profileId }) => profileId)).toEqual(['p-a']);
    expect(profile.contacts.open).toEqual({});
  });
});

describe('the journeys that count', () => {
  const campaign = aCampaign({ frequency: { kind: 'once' } });
  const contactsOf = (profileId: string, enteredAt: number) => {
    const journey = aJourney({ profileId, journeyId: `win-back#${profileId}`, enteredAt });
    return withEntry(NO_CONTACTS, campaign, journey);
  };
  const over = (contacts: ReturnType<typeof contactsOf>) => ({ ...contacts, open: {} });

  it('are the same in whatever order people turn out to be one', () => {
    const person = fc.record({ at: fc.integer({ min: 0, max: 3 }), isOver: fc.boolean() });
    fc.assert(
      fc.property(fc.array(person, { minLength: 3, maxLength: 3 }), (people) => {
        const [a, b, c] = people.map(({ at, isOver }, index) => {
          const contacts = contactsOf(`p-${index}`, NOW + at);
          return isOver ? over(contacts) : contacts;
        });
        if (a === undefined || b === undefined || c === undefined) throw new Error('three of them');
        const merge = (x: typeof a, y: typeof a) => mergeContacts(x, y, aProgram());
        const together = merge(merge(a, b), c);
        expect(merge(a, merge(b, c))).toEqual(together);
        expect(merge(merge(c, a), b)).toEqual(together);
      }),
      { numRuns: 100 },
    );
  });

  it('are the newest five of those that are known, each once', () => {
    const known = [4, 1, 6, 2, 5, 3, 6].map((at) => ({
      profileId: 'p',
      journeyId: `j-${at}`,
      enteredAt: at,
    }));
    expect(newestCounting(known).map(({ enteredAt }) => enteredAt)).toEqual([2, 3, 4, 5, 6]);
  });

  it('are those that are kept, and the rest of the contacts stays', () => {
    const entered = { last: NOW, times: 1 };
    const journey = (profileId: string) => ({
      profileId,
      journeyId: `win-back#${profileId}`,
      enteredAt: NOW,
    });
    const contacts = {
      ...NO_CONTACTS,
      entered: {
        never: entered,
        'win-back': { ...entered, counting: [journey('p-a'), journey('p-b')] },
        hello: { ...entered, counting: [journey('p-b')] },
      },
    };
    expect(keepCounting(contacts, () => true)).toBe(contacts);
    expect(keepCounting(contacts, ({ profileId }) => profileId === 'p-a')).toEqual({
      ...NO_CONTACTS,
      entered: {
        never: entered,
        'win-back': { ...entered, counting: [journey('p-a')] },
        hello: entered,
      },
    });
  });

  it('count again on the side of a split that they go on for', () => {
    const identifiers = (name: string) => ({ [`userId#${name}`]: { sealed: 0, floor: 0, keys: {} } });
    const contacts = mergeContacts(contactsOf('p-john', NOW), contactsOf('p-joan', NOW + 1), aProgram());
    const john = aContactableGuest({ identifiers: identifiers('john'), contacts });
    const joan = aContactableGuest({ profileId: 'p-joan', identifiers: identifiers('joan'), contacts });
    const journeys = ['p-john', 'p-joan'].map((profileId) =>
      aJourney({ profileId, journeyId: `win-back#${profileId}` }),
    );
    const write = { profile: john, separated: joan, tombstones: [], identities: [], signals: [] };
    const divided = divideJourneys({ ...write, memberships: {}, covers: [] }, john, journeys, () => true);
    const counting = [divided.profile, divided.separated].map((side) =>
      countingJourneys(side?.contacts ?? NO_CONTACTS, 'win-back').map(({ profileId }) => profileId),
    );
    expect(counting).toEqual([['p-john'], ['p-joan']]);
  });
});

describe('a message that was decided before two turned out to be one', () => {
  const campaign = aCampaign({ frequency: { kind: 'once' } });
  const journey = (profileId: string, enteredAt: number) => {
    const occurrence = `lapsed.entry.${profileId}.1`;
    return aJourney({ profileId, occurrence, journeyId: `win-back#${occurrence}`, enteredAt });
  };
  const delivery = (profileId: string) =>
    aDelivery({ profileId, occurrence: `lapsed.entry.${profileId}.1`, at: NOW + DAY });
  const merged = (apart: number, frequency: Frequency) => {
    const of = aCampaign({ frequency });
    const one = withEntry(NO_CONTACTS, of, journey('p-a', NOW));
    const other = withEntry(NO_CONTACTS, of, journey('p-b', NOW + apart));
    return mergeContacts({ ...one, open: {} }, { ...other, open: {} }, aProgram());
  };

  it('leaves if its journey is the older of the two, and else does not', () => {
    const contacts = merged(1, { kind: 'once' });
    expect(isCollapsed(contacts, campaign, delivery('p-a'))).toBe(false);
    expect(isCollapsed(contacts, campaign, delivery('p-b'))).toBe(true);
  });

  it('leaves where the frequency lets both be', () => {
    const monthly = aCampaign({ frequency: PER_MONTH });
    expect(isCollapsed(merged(30 * DAY, PER_MONTH), monthly, delivery('p-b'))).toBe(false);
    expect(isCollapsed(merged(29 * DAY, PER_MONTH), monthly, delivery('p-b'))).toBe(true);
  });

  it('does not where its journey gave way and the other is over since', () => {
    const one = withEntry(NO_CONTACTS, campaign, journey('p-a', NOW));
    const other = withEntry(NO_CONTACTS, campaign, journey('p-b', NOW + 1));
    const contacts = { ...mergeContacts(one, other, aProgram()), open: {} };
    expect(isCollapsed(contacts, campaign, delivery('p-b'))).toBe(true);
    expect(isCollapsed(contacts, campaign, delivery('p-a'))).toBe(false);
  });
});
