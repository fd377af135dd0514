import { describe, expect, it } from 'vitest';
import type { Frequency } from '../../../domain/campaign/campaign.ts';
import { type Contacts, NO_CONTACTS, type OpenJourney } from '../../../domain/campaign/contacts/contacts.ts';
import { givingWayByMerge } from '../../../domain/profile/giving-way-by-merge.ts';
import { mergeContacts } from '../../../domain/profile/merge-contacts.ts';
import { aCampaign, DAY } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const journeyOf = (profileId: string, enteredAt: number): OpenJourney => ({
  profileId,
  journeyId: 'win-back#m-0',
  enteredAt,
});
/** Somebody who was in the campaign: under way, or through. */
function inCampaign(journey: OpenJourney, isOpen: boolean): Contacts {
  const entered = { 'win-back': { last: journey.enteredAt, times: 1, counting: [journey] } };
  return { ...NO_CONTACTS, entered, open: isOpen ? { 'win-back': journey } : {} };
}
const underWay = (profileId: string, enteredAt: number) => inCampaign(journeyOf(profileId, enteredAt), true);
const through = (profileId: string, enteredAt: number) => inCampaign(journeyOf(profileId, enteredAt), false);

const ONCE: Frequency = { kind: 'once' };
const ONCE_A_DAY: Frequency = { kind: 'once per', milliseconds: DAY };
const PER_VISIT: Frequency = { kind: 'once per visit', aggregate: 'visit' };

/** Whose journeys are told, whoever of the two stays. */
function told(a: Contacts, b: Contacts, frequency: Frequency | undefined = ONCE): readonly string[] {
  const program = aProgram(frequency && { campaigns: { 'win-back': aCampaign({ frequency }) } });
  const of = (one: Contacts, other: Contacts) =>
    givingWayByMerge(program, [one, other], mergeContacts(one, other, program), NOW);
  expect(of(b, a)).toEqual(of(a, b));
  return of(a, b).map(({ profileId }) => profileId);
}

describe('journeys that give way by a merge', () => {
  it('given two under way of one campaign, then the younger is told to look', () => {
    expect(told(underWay('p-a', NOW - DAY), underWay('p-b', NOW))).toEqual(['p-b']);
    const [one] = givingWayByMerge(
      aProgram(),
      [underWay('p-a', NOW - DAY), underWay('p-b', NOW)],
      mergeContacts(underWay('p-a', NOW - DAY), underWay('p-b', NOW), aProgram()),
      NOW,
    );
    expect(one).toEqual({
      kind: 'wait',
      profileId: 'p-b',
      journeyId: 'win-back#m-0',
      campaign: 'win-back',
      from: NOW,
      until: NOW,
    });
  });

  it.each<[string, Frequency, number, readonly string[]]>([
    ['once', ONCE, 400 * DAY, ['p-b']],
    ['once a day, within it', ONCE_A_DAY, DAY - 1, ['p-b']],
    ['once a day, later', ONCE_A_DAY, DAY, []],
    ['once per visit, which the look knows', PER_VISIT, 400 * DAY, ['p-b']],
  ])(
    'given one under way beside one that the other is through with, then its frequency says: %s',
    (_what, frequency, apart, expected) => {
      expect(told(through('p-a', NOW - apart), underWay('p-b', NOW), frequency)).toEqual(expected);
    },
  );

  it('given a campaign that the playbook has no more, then the look knows', () => {
    const [a, b] = [through('p-a', NOW - DAY), underWay('p-b', NOW)];
    expect(givingWayByMerge(aProgram(), [a, b], mergeContacts(a, b, aProgram()), NOW)).toHaveLength(1);
  });

  it('given what one of the two had beside it already, then there is nothing to tell', () => {
    const visits = {
      'win-back': { last: NOW, times: 2, counting: [journeyOf('p-a', 1), journeyOf('p-b', 2)] },
    };
    const both: Contacts = { ...underWay('p-b', 2), entered: visits };
    expect(told(both, NO_CONTACTS, PER_VISIT)).toEqual([]);
    expect(told(both, both, PER_VISIT)).toEqual([]);
  });

  it('given one under way alone, or none, then there is nothing to tell', () => {
    expect(told(underWay('p-a', NOW), NO_CONTACTS)).toEqual([]);
    expect(told(through('p-a', NOW), through('p-b', NOW))).toEqual([]);
  });
});
