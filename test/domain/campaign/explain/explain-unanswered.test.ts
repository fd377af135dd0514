import { describe, expect, it } from 'vitest';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';
import { BOOKINGS, DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, explain, type Given, iso, of, triggered } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of a trigger that holds where nothing began', () => {
  const entry: Trigger = { kind: 'segment', segment: 'lapsed', on: 'entry' };
  const inside = { segments: { lapsed: { since: NOW - DAY, entries: 1 } } };
  const contacts = (overrides: Partial<Contacts>) => ({
    ...inside,
    contacts: { ...NO_CONTACTS, ...overrides },
  });

  it('tells of a member since when they are one, that it was before the deploy, and what would include them', () => {
    expect(triggered(entry, { guest: inside })).toMatchObject({
      unanswered: {
        at: iso(NOW - DAY),
        why: expect.stringContaining('before the campaign was deployed'),
        hint: '`includeExisting: true` would include them',
      },
    });
  });

  it('tells of the newest event that it came before', () => {
    expect(triggered({ kind: 'event', of }, { bookings: [NOW - DAY, NOW - 2 * DAY] })).toMatchObject({
      unanswered: { at: iso(NOW - DAY), why: expect.stringContaining('before the campaign was deployed') },
    });
    const counted = { ...booked, since: { kind: 'moment' as const, at: NOW } };
    const none = [
      triggered({ kind: 'event', of }),
      triggered({ kind: 'event', of, counted }, { bookings: [NOW - DAY] }),
      triggered({ kind: 'event', of, every: { times: 2, aggregate: BOOKINGS } }, { bookings: [NOW - DAY] }),
    ];
    for (const answer of none) expect(answer).not.toHaveProperty('unanswered');
  });

  it.each<[string, Given]>([
    ['a journey', { guest: inside, journeys: [aJourney()] }],
    ['one that is no longer kept', { guest: contacts({ entered: { 'win-back': { last: 1, times: 1 } } }) }],
    [
      'a refusal',
      { guest: contacts({ refused: { 'win-back': { at: 1, because: 'if', occurrence: 'o' } } }) },
    ],
    [
      'no room to note one',
      {
        guest: contacts({
          refused: Object.fromEntries(
            Array.from({ length: 20 }, (_, place) => [
              `c${place}`,
              { at: 1, because: 'if', occurrence: 'o' },
            ]),
          ),
        }),
      },
    ],
    ['nobody inside', { guest: { segments: {} } }],
    ['an entry of just now', { guest: { segments: { lapsed: { since: NOW - 60_000, entries: 1 } } } }],
  ])('given %s, then it does not', (_name, given) => {
    expect(triggered(entry, given)).not.toHaveProperty('unanswered');
  });

  it('given an exit, or members that are included, then it does not', () => {
    expect(triggered({ ...entry, on: 'exit' }, { guest: inside })).not.toHaveProperty('unanswered');
    const [trigger] = explain({ campaign: { includeExisting: true }, guest: inside }).triggers;
    expect(trigger).not.toHaveProperty('unanswered');
  });
});
