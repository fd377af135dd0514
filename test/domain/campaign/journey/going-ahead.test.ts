import { describe, expect, it } from 'vitest';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Came, Wait } from '../../../../domain/campaign/contacts/in-line.ts';
import { findGoingAhead, precedes } from '../../../../domain/campaign/journey/going-ahead.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest, anActiveProgram, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const time = new Date(NOW);
const today = time.toISOString().slice(0, 10);
const at = { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
const steps = [aSend('1')];
const schedule = { kind: 'day', at } as const;
const triggers = {
  letter: [{ kind: 'schedule', segment: 'lapsed', schedule }],
  cake: [{ kind: 'date', path: ['birthday'], isYearly: true, before: { months: 0, milliseconds: 0 }, at }],
  back: [{ kind: 'segment', segment: 'lapsed', on: 'entry' }],
  gone: [{ kind: 'segment', segment: 'lapsed', on: 'exit' }],
} as const;
const active = anActiveProgram(
  [
    aCampaign({ id: 'own', steps, triggers: [], priority: 5 }),
    aCampaign({ id: 'wait', steps, triggers: [], priority: 9 }),
    aCampaign({ id: 'letter', steps, triggers: [...triggers.letter], priority: 8 }),
    aCampaign({ id: 'cake', steps, triggers: [...triggers.cake], priority: 7 }),
    aCampaign({ id: 'back', steps, triggers: [...triggers.back], priority: 6 }),
    aCampaign({ id: 'gone', steps, triggers: [...triggers.gone], priority: 5 }),
    aCampaign({ id: 'minor', steps, triggers: [...triggers.letter], priority: 4 }),
    aCampaign({ id: 'silent', steps: [], triggers: [...triggers.letter], priority: 9 }),
    aCampaign({ id: 'needed', steps, triggers: [...triggers.letter], purpose: 'transactional', priority: 9 }),
  ],
  {
    timezone: 'UTC',
    permission: { suppress: [], caps: [{ channel: 'email', atMost: 1, perMilliseconds: DAY }] },
  },
);
const room = new Map([['email', 1]]);
const outside = { lapsed: { since: null, entries: 1 } };

/** Who goes ahead of what comes now, and how. */
function ahead(
  { contacts = {}, ...profile }: Partial<Omit<Profile, 'contacts'>> & { contacts?: Partial<Contacts> },
  channels = room,
) {
  const guest = aContactableGuest({
    segments: outside,
    ...profile,
    contacts: { ...NO_CONTACTS, ...contacts },
  });
  const coming = { active, profile: guest, campaign: 'own', moment: NOW };
  return findGoingAhead(coming, channels).map(({ kind, campaign }) => `${campaign} ${kind}`);
}

const aWait = (until: number, campaign = 'wait'): Wait => {
  return { profileId: 'p-john', journeyId: `${campaign}#m-1`, campaign, until };
};
const cake = { type: 'Date Reached', trait: 'birthday', date: today, campaigns: ['cake'] } as const;
const stay = { segment: 'lapsed', entry: 1, stay: 'p-john.1' } as const;
const came = (signal: object, moment = NOW): Came =>
  ({ moment, signal: { profileId: 'p-john', at: NOW + 20, ...signal } }) as Came;
const entered = (last: number) => ({ last, times: 1 });

describe('findGoingAhead', () => {
  it('given all of them, then they go in falling priority', () => {
    const contacts = {
      waits: [aWait(NOW)],
      came: [came(cake), came({ type: 'Segment Entered', ...stay })],
    };
    expect(ahead({ contacts, segments: { lapsed: { since: NOW, entries: 1 } } })).toEqual([
      'wait waits',
      'letter scheduled',
      'cake came',
      'back came',
    ]);
  });

  it('given nothing of theirs, then nothing goes ahead', () => expect(ahead({})).toEqual([]));

  it.each([
    ['over now', NOW, ['wait waits']],
    ['over before', NOW - DAY, ['wait waits']],
    ['over later', NOW + 1, []],
  ])('given a wait that is %s, then it is known', (_when, until, expected) => {
    expect(ahead({ contacts: { waits: [aWait(until)] } })).toEqual(expected);
    expect(ahead({ contacts: { held: [aWait(until)] } })).toEqual(expected);
  });

  it.each(['minor', 'silent', 'needed', 'removed', 'own'])(
    'given a wait of a campaign that does not want the same more (%s), then it does not go ahead',
    (campaign) => expect(ahead({ contacts: { waits: [aWait(NOW, campaign)] } })).toEqual([]),
  );

  it('given that other channels are meant, then it does not go ahead', () => {
    expect(ahead({ contacts: { waits: [aWait(NOW)] } }, new Map([['sms', 1]]))).toEqual([]);
  });

  it('given what came at another moment, then it does not go ahead', () => {
    expect(ahead({ contacts: { came: [came(cake, NOW - 1), came(cake, NOW + 1)] } })).toEqual([]);
  });

  it('given a segment that was left, then its campaigns go ahead by name where they matter as much', () => {
    expect(ahead({ contacts: { came: [came({ type: 'Segment Left', ...stay })] } })).toEqual(['gone came']);
  });

  it.each([
    ['inside since then', NOW, ['letter scheduled']],
    ['inside before', NOW - DAY, ['letter scheduled']],
    ['inside only since', NOW + 1, []],
    ['outside', null, []],
  ])('given a guest who is %s, then a schedule is known', (_where, since, expected) => {
    expect(ahead({ segments: { lapsed: { since, entries: 1 } } })).toEqual(expected);
  });

  it('given a date that is due and was not told, then it is known', () => {
    const birthday = { value: today, at: NOW - DAY, messageId: 'b' };
    const guest = { traits: { birthday }, nextDates: { 'cake.0': NOW } };
    expect(ahead(guest)).toEqual(['cake came']);
    expect(ahead({ ...guest, nextDates: { 'cake.0': NOW + DAY } })).toEqual([]);
  });

  it('given that it has begun, then it does not go ahead', () => {
    const signals = [came(cake)];
    expect(ahead({ contacts: { came: signals, entered: { cake: entered(NOW + 20) } } })).toEqual([]);
    expect(ahead({ contacts: { came: signals, entered: { cake: entered(NOW - DAY) } } })).toEqual([
      'cake came',
    ]);
    const segments = { lapsed: { since: NOW, entries: 1 } };
    expect(ahead({ segments, contacts: { entered: { letter: entered(NOW) } } })).toEqual([]);
  });

  it('given what is told of it later, then it is the same', () => {
    const contacts = { ...NO_CONTACTS, came: [came(cake)] };
    const profile = aContactableGuest({ segments: outside, contacts });
    const [first] = findGoingAhead({ active, profile, campaign: 'own', moment: NOW }, room);
    expect(first).toMatchObject({ signal: { ...cake, v: 1, profileId: 'p-john', at: NOW + 20 } });
  });
});

describe('precedes', () => {
  it.each([
    ['wait', 'own', true],
    ['own', 'wait', false],
    ['gone', 'own', true],
    ['own', 'gone', false],
    ['own', 'own', false],
  ])('given %s and %s, then it is the higher priority, or the first by name', (a, b, expected) => {
    expect(precedes(active.program, a, b)).toBe(expected);
  });
});
