import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import { findDecidedBefore } from '../../../../domain/campaign/journey/last-room.ts';
import type { Slots } from '../../../../domain/campaign/journey/slot.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const often = { frequency: { kind: 'every time' } } as const;
const own = (overrides: Partial<Campaign> = {}) =>
  aCampaign({ ...often, id: 'own', steps: [aSend('1')], ...overrides });
const higher = (overrides: Partial<Campaign> = {}) =>
  aCampaign({ ...often, id: 'higher', priority: 1, steps: [aSend('1')], triggers: [], ...overrides });

interface Case {
  readonly own?: Campaign;
  readonly higher?: Campaign;
  readonly atMost?: number;
  readonly consents?: boolean;
  readonly waits?: number;
  /** Messages within the last day. */
  readonly sent?: number;
}

/** What goes ahead of a journey of `own` that begins now, and how often it was decided to know that. */
function decideOwn({ own: campaign = own(), higher: other = higher(), atMost = 1, ...guest }: Case = {}) {
  const caps = [{ channel: 'email' as const, atMost, perMilliseconds: DAY }];
  const active = anActiveProgram([campaign, other], { permission: { suppress: [], caps } });
  const { waits = 1, sent = 0, consents = true } = guest;
  const profile = aContactableGuest({
    consent: { marketing: { granted: consents, at: NOW, messageId: 'm' } },
    contacts: {
      ...NO_CONTACTS,
      waits: Array.from({ length: waits }, (_, number) => {
        return { profileId: 'p-john', journeyId: `higher#m-${number}`, campaign: 'higher', until: NOW };
      }),
      sends: Array.from({ length: sent }, (_, number) => {
        return { id: `s-${number}`, at: NOW - number, channel: 'email', campaign: 'news' };
      }),
    },
  });
  let decided = 0;
  const decide = (slots: Slots) => {
    decided += 1;
    return beginJourney({ active, campaign, profile, signal: aSegmentEntered(), now: NOW, slots });
  };
  const coming = { active, profile, campaign: 'own', definition: campaign, moment: NOW, now: NOW, decide };
  return { ahead: findDecidedBefore(coming).map((one) => one.campaign), decided };
}

describe('findDecidedBefore', () => {
  it('given a message that takes the last room of what goes ahead, then that is decided before', () => {
    expect(decideOwn()).toEqual({ ahead: ['higher'], decided: 1 });
  });

  it.each([
    ['room for both', { atMost: 2 }, []],
    ['room for both but for what was sent', { atMost: 2, sent: 1 }, ['higher']],
    ['room for one of two', { atMost: 2, waits: 2 }, ['higher', 'higher']],
    [
      'room for one message of its two',
      { atMost: 2, higher: higher({ steps: [aSend('1'), aSend('2')] }) },
      ['higher'],
    ],
    ['room for all of its two', { atMost: 3, higher: higher({ steps: [aSend('1'), aSend('2')] }) }, []],
  ])(
    'given that the cap leaves %s, then it is decided before only where it must be',
    (_what, given, ahead) => {
      expect(decideOwn(given).ahead).toEqual(ahead);
    },
  );

  it.each([
    ['its message is refused', { consents: false }],
    [
      'it sends nothing yet',
      { own: own({ steps: [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')] }) },
    ],
    ['nothing goes ahead', { waits: 0 }],
    [
      'its message is transactional by itself',
      {
        own: own({
          steps: [
            aSend('1', { purpose: 'transactional' }),
            { kind: 'wait', id: '2', milliseconds: DAY },
            aSend('3'),
          ],
        }),
      },
    ],
  ])('given that %s, then nothing is decided before', (_why, given) => {
    expect(decideOwn(given)).toEqual({ ahead: [], decided: 1 });
  });

  it.each([
    ['it wants no room', { own: own({ purpose: 'transactional' }) }],
    ['nobody else wants any', { higher: higher({ steps: [] }) }],
  ])('given that %s, then it is not even decided', (_why, given) => {
    expect(decideOwn(given)).toEqual({ ahead: [], decided: 0 });
  });

  it('given a message that needs a turn, then no turn is taken before what goes ahead is decided', () => {
    const rate = { messages: 1, perMilliseconds: DAY };
    expect(decideOwn({ own: own({ steps: [aSend('1', { rate })] }), atMost: 5 }).ahead).toEqual(['higher']);
    const byText = aSend('1', { rate, contents: [{ channel: 'sms', text: 'Hello' }] });
    const phone = own({ steps: [byText, aSend('2')] });
    expect(decideOwn({ own: phone, atMost: 5 }).ahead).toEqual([]);
  });
});
