import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import {
  type Contacts,
  NO_CONTACTS,
  type RecentSend,
  type RefusedEntry,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { explainCampaign, versionsBehind } from '../../../../domain/campaign/explain/explain-campaign.ts';
import type { Journey } from '../../../../domain/campaign/journey/journey.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { foldAggregates } from '../../../../domain/segment/aggregate/fold-aggregates.ts';
import type { EventCondition } from '../../../../domain/segment/condition/condition.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSend,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  BOOKINGS_SPEC,
  DAY,
} from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const iso = (moment: number) => new Date(moment).toISOString();
const of = BOOKINGS_SPEC.kind === 'times' ? BOOKINGS_SPEC.of : { names: [], where: [] };
const booked: EventCondition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: BOOKINGS,
  count: { atLeast: 1 },
};
const yes = { granted: true, at: NOW, messageId: 'm' };

interface Given {
  readonly campaign?: Partial<Campaign>;
  readonly program?: Partial<Program>;
  readonly guest?: Partial<Profile>;
  readonly journeys?: readonly Journey[];
  readonly versions?: ReadonlyMap<string, ActiveProgram>;
  readonly bookings?: readonly number[];
  /** Beside the bookings: not in the guest's state. */
  readonly events?: readonly TrackingEvent[];
}

// NOW is 11:00 in Berlin, a Monday.
function explain({
  campaign,
  program = {},
  guest,
  journeys = [],
  versions = new Map(),
  bookings = [],
  events: others = [],
}: Given = {}) {
  const active = anActiveProgram([aCampaign(campaign)], {
    ...program,
    aggregates: { [BOOKINGS]: BOOKINGS_SPEC, ...program.aggregates },
  });
  const events = bookings.map((time) => anEvent({ messageId: `b${time}`, time }));
  let profile = aContactableGuest(guest);
  for (const event of events) {
    const folded = foldAggregates(active, profile.aggregates, event);
    if (folded === 'refold') throw new Error('refold');
    profile = { ...profile, aggregates: folded.states };
  }
  return explainCampaign(active, 'win-back', {
    profile,
    events: [...events, ...others],
    now: NOW,
    journeys,
    versions,
  }) as unknown as Answer;
}

interface Answer {
  readonly [part: string]: unknown;
  readonly triggers: readonly unknown[];
  readonly steps: readonly unknown[];
  readonly sends: readonly unknown[];
}

const triggered = (trigger: Trigger, given: Given = {}) =>
  explain({ ...given, campaign: { triggers: [trigger] } }).triggers[0];
const stepped = (steps: readonly Step[], given: Given = {}) =>
  explain({ ...given, campaign: { steps } }).steps;
const ruled = (permission: Partial<NonNullable<Program['permission']>>, given: Given = {}) =>
  explain({ ...given, program: { permission: { suppress: [], caps: [], ...permission } } }).sends[0];

describe('explainCampaign, of triggers', () => {
  it('tells of a segment whether the guest is in it', () => {
    expect(triggered({ kind: 'segment', segment: 'lapsed', on: 'exit' })).toMatchObject({
      kind: 'segment',
      asked: 'on exit: segment lapsed',
      holds: true,
    });
  });

  it('tells of an event which came, what it must be counted among, and how late it may be', () => {
    const counted = { ...booked, since: { kind: 'moment' as const, at: NOW - DAY } };
    const given = { bookings: [NOW - HOUR] };
    expect(triggered({ kind: 'event', of, counted, latenessMilliseconds: 300_000 }, given)).toMatchObject({
      asked: 'event Booking Made, at most 5 minutes late',
      holds: true,
      events: [{ messageId: `b${NOW - HOUR}` }],
      parts: [{ kind: 'event', holds: true }],
    });
    expect(triggered({ kind: 'event', of, latenessMilliseconds: null })).toMatchObject({
      asked: 'event Booking Made, however late',
      holds: false,
      parts: [],
    });
    expect(triggered({ kind: 'event', of })).toMatchObject({ asked: 'event Booking Made' });
  });

  it('tells of every so many-th event how many are missing', () => {
    const program = {
      aggregates: { count: { kind: 'measure', of, measure: 'count', property: null } },
    } as const;
    const every = { times: 3, aggregate: 'count' };
    const missing = (count: number) => {
      const bookings = Array.from({ length: count }, (_, index) => NOW - index - 1);
      return triggered({ kind: 'event', of, every }, { program, bookings });
    };
    expect(missing(0)).toMatchObject({
      asked: 'event Booking Made, every 3 of them',
      every: { times: 3, count: 0, missing: 3 },
    });
    expect(missing(2)).toMatchObject({ every: { count: 2, missing: 1 } });
    expect(missing(3)).toMatchObject({ every: { count: 3, missing: 3 } });
  });

  it.each([
    ['every day at 09:30', { kind: 'day', at: { hour: 9, minute: 30 } }, '2026-03-03T08:30:00.000Z'],
    [
      'every week on Sunday at 12:00',
      { kind: 'week', weekday: 7, at: { hour: 12, minute: 0 } },
      '2026-03-08T11:00:00.000Z',
    ],
    [
      'every month on day 31 at 00:00',
      { kind: 'month', day: 31, at: { hour: 0, minute: 0 } },
      '2026-03-30T22:00:00.000Z',
    ],
    [
      'every year on day 24 of month 12 at 18:00',
      { kind: 'year', month: 12, day: 24, at: { hour: 18, minute: 0 } },
      '2026-12-24T17:00:00.000Z',
    ],
    [`once, at ${iso(NOW + 1)}`, { kind: 'once', at: NOW + 1 }, iso(NOW + 1)],
    [`once, at ${iso(NOW)}`, { kind: 'once', at: NOW }, null],
  ] as const)('tells of a schedule when it comes next: %s', (asked, schedule, next) => {
    expect(triggered({ kind: 'schedule', segment: 'lapsed', schedule })).toEqual({
      kind: 'schedule',
      asked: `${asked}, who is in segment lapsed then`,
      holds: true,
      next,
      parts: [expect.objectContaining({ kind: 'segment', holds: true })],
    });
  });

  it('tells of a date the guest’s own, where it comes next and by which clock', () => {
    const trigger: Trigger = {
      kind: 'date',
      path: ['birthday'],
      isYearly: true,
      before: { months: 1, milliseconds: 2 * DAY },
      at: { hour: 9, minute: 0 },
    };
    const traits = {
      birthday: { value: '1980-06-15', at: NOW, messageId: 'm' },
      timezone: { value: 'America/New_York', at: NOW, messageId: 'm' },
    };
    expect(triggered(trigger, { guest: { traits } })).toEqual({
      kind: 'date',
      asked: 'date birthday, yearly, 1 month and 2 days before, at 09:00',
      holds: true,
      date: '2026-06-15',
      next: '2026-05-13T13:00:00.000Z',
      zone: 'America/New_York',
      parts: [],
    });
    const once = { ...trigger, isYearly: false, before: { months: 0, milliseconds: 0 } };
    expect(triggered(once, { guest: { traits } })).toMatchObject({
      asked: 'date birthday, at 09:00',
      holds: true,
      next: null,
    });
    expect(triggered(trigger)).toMatchObject({ holds: false, date: null, next: null });
  });
});

describe('explainCampaign, of whether it runs', () => {
  it('tells why it does not', () => {
    expect(explain()).toMatchObject({ runs: { isRunning: true }, frequency: { mayBegin: true } });
    expect(explain({ campaign: { isPaused: true } })).toMatchObject({
      runs: { isRunning: false, why: 'the campaign is paused' },
      sends: [{ wouldBeSent: false, reason: 'paused' }],
    });
  });

  it('says how often it begins', () => {
    expect(explain({ campaign: { frequency: { kind: 'once per', milliseconds: 2 * DAY } } })).toMatchObject({
      frequency: { asked: 'once per 2 days' },
    });
  });
});

describe('explainCampaign, of steps', () => {
  it('says what each does, and leaves out what nobody wrote', () => {
    const steps: Step[] = [
      { kind: 'wait', id: '1', milliseconds: 3 * DAY },
      { kind: 'grant', id: '2', offer: 'tea' },
      { kind: 'set', id: '3', traits: { vip: true, since: 1 } },
      { kind: 'jump', id: '3.end', to: 4 },
      aSend('4', {
        contents: [
          { channel: 'push', title: 't', body: 'b' },
          { channel: 'sms', text: 't' },
        ],
      }),
      { kind: 'end', id: '5' },
    ];
    expect(stepped(steps)).toEqual([
      { step: '1', kind: 'wait', asked: 'wait 3 days' },
      { step: '2', kind: 'grant', asked: 'grant tea' },
      { step: '3', kind: 'set', asked: 'set vip, since' },
      { step: '4', kind: 'send', asked: 'send by push, else sms' },
      { step: '5', kind: 'end', asked: 'end' },
    ]);
  });

  it('tells when a wait that began now would be over, where the guest is', () => {
    const checkIn = { checkIn: { value: '2026-03-10', at: NOW, messageId: 'm' } };
    const before = { months: 0, milliseconds: DAY };
    const steps: Step[] = [
      { kind: 'wait for time', id: '1', at: { hour: 9, minute: 0 } },
      { kind: 'wait for date', id: '2', of: 'profile', path: ['checkIn'], before },
      { kind: 'wait for date', id: '3', of: 'profile', path: ['none'], before },
      { kind: 'wait for date', id: '4', of: 'event', path: ['properties', 'day'], before },
    ];
    expect(stepped(steps, { guest: { traits: checkIn } })).toEqual([
      { step: '1', kind: 'wait for time', asked: 'wait until 09:00', wouldEndAt: '2026-03-03T08:00:00.000Z' },
      {
        step: '2',
        kind: 'wait for date',
        asked: 'wait until profile.checkIn, 1 day before',
        wouldEndAt: '2026-03-08T23:00:00.000Z',
      },
      {
        step: '3',
        kind: 'wait for date',
        asked: 'wait until profile.none, 1 day before',
        wouldEndAt: null,
      },
      { step: '4', kind: 'wait for date', asked: 'wait until event.properties.day, 1 day before' },
    ]);
  });

  it('asks of a wait for an event on the clock of the latest journey', () => {
    const steps: Step[] = [
      {
        kind: 'wait for event',
        id: '1',
        until: BOOKED_SINCE_ENTRY,
        aggregates: [BOOKINGS],
        atMostMilliseconds: DAY,
      },
    ];
    const journeys = [
      aJourney({ enteredAt: NOW - 3 * HOUR }),
      aJourney({ enteredAt: NOW - HOUR }),
      aJourney({ enteredAt: NOW - 2 * HOUR }),
    ];
    const seen = (booking: number) => stepped(steps, { journeys, bookings: [booking] });
    expect(seen(NOW - HOUR / 2)).toMatchObject([
      {
        asked: 'wait until event Booking Made, since the journey began, at most 1 day',
        until: { holds: true },
      },
    ]);
    expect(seen(NOW - 90 * 60_000)).toMatchObject([{ until: { holds: false } }]);
  });

  it('tells which arm of a branch would be taken now', () => {
    const branch = (...arms: readonly (EventCondition | undefined)[]): Step => ({
      kind: 'branch',
      id: '1',
      arms: arms.map((asked) => ({ to: 1, ...(asked && { if: asked }) })),
      after: 1,
    });
    const twice = { ...booked, count: { atLeast: 2 } };
    const given = { bookings: [NOW - HOUR] };
    expect(stepped([branch(twice, booked)], given)).toMatchObject([
      { kind: 'branch', asked: 'branch', arms: [{ if: { holds: false } }, { if: { holds: true } }], arm: 2 },
    ]);
    expect(stepped([branch(twice, undefined)], given)).toMatchObject([{ arms: [{}, {}], arm: 2 }]);
    expect(stepped([branch(twice)], given)).toMatchObject([{ arm: null }]);
  });

  it('tells which arm of a split the guest gets, or got', () => {
    const split: Step = {
      kind: 'split',
      id: '1',
      salt: 'win-back.split.1',
      arms: [
        { weight: 0, to: 1 },
        { weight: 5, to: 1 },
      ],
    };
    expect(stepped([split])).toMatchObject([{ arms: [{ weight: 0 }, { weight: 5 }], arm: 2 }]);
    expect(stepped([split], { journeys: [aJourney({ arms: { '1': 1 } })] })).toMatchObject([{ arm: 1 }]);
  });
});

describe('explainCampaign, of what may be sent', () => {
  it('says nothing of rules that there are none of', () => {
    expect(explain().sends).toEqual([
      {
        step: '2',
        channel: 'email',
        wouldBeSent: true,
        purpose: 'marketing',
        consent: expect.objectContaining({ holds: true }),
        reachable: expect.objectContaining({ holds: true }),
      },
    ]);
  });

  it('tells of topics, and of the groups that are measured', () => {
    const campaign = { topics: ['rooms', 'ties'], holdout: 1 };
    const consent = { marketing: yes, 'topic:ties': { ...yes, granted: false } };
    const program = { permission: { suppress: [], caps: [], control: 0 } };
    expect(explain({ campaign, program, guest: { consent } }).sends).toMatchObject([
      {
        wouldBeSent: false,
        reason: 'topic',
        topics: [
          { topic: 'rooms', isRefused: false },
          { topic: 'ties', isRefused: true },
        ],
        control: { share: 0, isIn: false },
        holdout: { share: 1, isIn: true },
      },
    ]);
    const journeys = [aJourney()];
    expect(explain({ campaign, program, journeys }).sends).toMatchObject([{ holdout: { isIn: false } }]);
  });

  it('tells of each suppression whether it is about this, whether it holds, and until when', () => {
    const when = { ...booked, withinMilliseconds: DAY };
    const suppress = [
      { name: 'booked', when },
      { name: 'suits', when, topics: ['suits'] },
    ];
    expect(ruled({ suppress }, { bookings: [NOW - HOUR] })).toMatchObject({
      wouldBeSent: false,
      why: 'suppressed: booked',
      suppression: [
        {
          name: 'booked',
          isAbout: true,
          suppresses: true,
          when: { holds: true, changesAt: iso(NOW - HOUR + DAY) },
        },
        { name: 'suits', isAbout: false, suppresses: false, when: { holds: true } },
      ],
    });
    expect(ruled({ suppress })).toMatchObject({
      wouldBeSent: true,
      suppression: [{ suppresses: false }, {}],
    });
  });

  it('tells of each cap how much of it is used, and when there is room again', () => {
    const sends: readonly RecentSend[] = [{ at: NOW - HOUR, channel: 'email', campaign: 'c' }];
    const cap = (atMost: number) => ({ channel: 'email' as const, atMost, perMilliseconds: DAY });
    const contacts = { ...NO_CONTACTS, sends };
    expect(ruled({ caps: [cap(2), cap(1)] }, { guest: { contacts } })).toMatchObject({
      reason: 'cap',
      caps: [
        { asked: '2 by email in 1 day', used: 1, atMost: 2, freeAt: null },
        { asked: '1 by email in 1 day', used: 1, atMost: 1, freeAt: iso(NOW - HOUR + DAY) },
      ],
    });
  });

  it('tells of quiet hours by the guest’s clock, and until when they hold', () => {
    const quietHours = {
      from: { hour: 21, minute: 0 },
      to: { hour: 9, minute: 5 },
      channels: ['email'],
    };
    const traits = { timezone: { value: 'America/New_York', at: NOW, messageId: 'm' } };
    const end = Date.parse('2026-03-02T14:05:00Z');
    const held = ruled({ quietHours }, { guest: { traits } });
    expect(held).toMatchObject({
      wouldBeSent: false,
      why: 'quiet hours',
      quietHours: {
        asked: '21:00 to 09:05',
        zone: 'America/New_York',
        localTime: '05:00',
        isQuiet: true,
        endsAt: iso(end),
      },
    });
    const { heldUntil } = held as { readonly heldUntil: string };
    expect(Date.parse(heldUntil) - end).toBeGreaterThanOrEqual(0);
    expect(Date.parse(heldUntil) - end).toBeLessThan(300_000);
    expect(ruled({ quietHours })).toMatchObject({
      wouldBeSent: true,
      quietHours: { zone: 'Europe/Berlin', localTime: '11:00', isQuiet: false, endsAt: null },
    });
    expect(ruled({ quietHours: { ...quietHours, channels: ['sms'] } })).not.toHaveProperty('quietHours');
  });

  it('asks what is transactional for none of them', () => {
    const rules = { suppress: [{ name: 'all', when: { kind: 'everyone' as const } }], control: 1 };
    const program = { permission: { caps: [], ...rules } };
    const [send] = explain({ program, campaign: { purpose: 'transactional' } }).sends;
    expect(send).toMatchObject({ wouldBeSent: true, purpose: 'transactional' });
    for (const rule of ['consent', 'control', 'suppression']) expect(send).not.toHaveProperty(rule);
    const [analytics] = explain({ program, campaign: { purpose: 'analytics' } }).sends;
    expect(analytics).not.toHaveProperty('control');
  });

  it('tells of several channels which one is taken, and at what rate', () => {
    const steps = [
      aSend('1', {
        contents: [
          { channel: 'push', title: 't', body: 'b' },
          { channel: 'email', template: 't', subject: 's' },
        ],
        rate: { messages: 1000, perMilliseconds: HOUR },
      }),
    ];
    expect(explain({ campaign: { steps } }).sends).toMatchObject([
      { channel: 'push', wouldBeSent: false, reason: 'unreachable', isChosen: false, rate: '1000 in 1 hour' },
      { channel: 'email', wouldBeSent: true, isChosen: true, rate: '1000 in 1 hour' },
    ]);
    const [push] = explain({ campaign: { steps }, guest: { identifiers: {} } }).sends;
    expect(push).toMatchObject({ isChosen: false });
  });

  it('tells of staff what is asked of the guest, which is a purpose that is written', () => {
    const staff = { channel: 'staff' as const, role: 'waiter', message: 'Hi' };
    const campaign = { holdout: 1, steps: [aSend('1', { contents: [staff] })] };
    const program = { permission: { suppress: [], caps: [], control: 1 } };
    expect(explain({ campaign, program }).sends).toEqual([
      { step: '1', channel: 'staff', wouldBeSent: true, purpose: 'transactional' },
    ]);
  });
});

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

describe('explainCampaign, of journeys', () => {
  it('tells where each stands, and all that happened', () => {
    const journey = aJourney({
      isHeldOut: true,
      arms: { '1': 2 },
      slot: { step: '2', at: NOW + HOUR },
      awaits: '2',
      convertedAt: NOW - 1,
      trace: [{ at: NOW, what: 'began' }],
    });
    expect(explain({ journeys: [journey] }).journeys).toEqual([
      {
        campaign: 'win-back',
        status: 'waiting',
        dueAt: iso(NOW),
        enteredAt: iso(NOW),
        playbookVersion: 'test-version',
        nextStep: '2',
        awaits: '2',
        isHeldOut: true,
        arms: { '1': 2 },
        turn: { step: '2', at: iso(NOW + HOUR) },
        convertedAt: iso(NOW - 1),
        trace: [{ at: iso(NOW), what: 'began' }],
      },
    ]);
  });

  it('does not name the step of one that is over, or that another version leads', () => {
    const ended = aJourney({ status: 'ended', end: 'stopped', dueAt: null });
    const older = aJourney({ playbookVersion: 'older' });
    const [one, other] = explain({ journeys: [ended, older] }).journeys as readonly object[];
    expect(one).toMatchObject({ status: 'ended', dueAt: null, why: 'stopped' });
    expect(one).not.toHaveProperty('nextStep');
    expect(other).toMatchObject({ playbookVersion: 'older' });
    expect(other).not.toHaveProperty('nextStep');
  });
});

describe('explainCampaign, of a campaign that did not begin', () => {
  const refused = (overrides: Partial<RefusedEntry> = {}, contacts: Partial<Contacts> = {}) => ({
    contacts: {
      ...NO_CONTACTS,
      ...contacts,
      refused: { 'win-back': { at: NOW - HOUR, because: 'if', occurrence: 'm-1', ...overrides } as const },
    },
  });

  it('tells when that was last, why, and which event it was', () => {
    const at = NOW - 2 * HOUR;
    expect(explain({ guest: refused({ occurrence: `b${at}` }), bookings: [at] })).toMatchObject({
      refused: {
        at: iso(NOW - HOUR),
        reason: 'if',
        why: "the campaign's condition does not hold",
        occurrence: `b${at}`,
        event: 'Booking Made',
        timestamp: iso(at),
      },
    });
    expect(explain({ guest: refused() }).refused).not.toHaveProperty('event');
    expect(explain()).not.toHaveProperty('refused');
  });

  it('tells from when on it may begin, where time alone decides', () => {
    const campaign = { frequency: { kind: 'once per', milliseconds: 90 * DAY } } as const;
    const entered = { 'win-back': { last: NOW - DAY, times: 1 } };
    const mayBeginFrom = iso(NOW + 89 * DAY);
    const guest = refused({ because: 'too soon' }, { entered });
    expect(explain({ campaign, guest })).toMatchObject({
      frequency: { asked: 'once per 90 days', mayBegin: false, mayBeginFrom },
      refused: { reason: 'frequency', mayBeginFrom },
    });
    // What was so then is over now.
    const open = { 'win-back': { profileId: 'p-john', journeyId: 'win-back#1', enteredAt: NOW } };
    for (const contacts of [{}, { entered, open }]) {
      const since = explain({ campaign, guest: refused({ because: 'too soon' }, contacts) });
      expect(since.refused).not.toHaveProperty('mayBeginFrom');
    }
    const once = explain({ guest: refused({ because: 'once' }, { entered }) });
    expect(once).toMatchObject({ frequency: { mayBegin: false } });
    expect(once.frequency).not.toHaveProperty('mayBeginFrom');
  });

  it('tells of an event that came too late, or was imported, unless another trigger took it', () => {
    const came = (
      overrides: Partial<TrackingEvent>,
      triggers: readonly Trigger[] = [{ kind: 'event', of }],
    ) => {
      const event = anEvent({ messageId: 'm-1', time: NOW - 3 * HOUR, receivedAt: NOW - HOUR, ...overrides });
      return explain({ campaign: { triggers }, events: [event] }).refused;
    };
    const told = {
      at: iso(NOW - HOUR),
      occurrence: 'm-1',
      event: 'Booking Made',
      timestamp: iso(NOW - 3 * HOUR),
    };
    expect(came({})).toEqual({ ...told, reason: 'late', why: 'the event came too late for the trigger' });
    expect(came({ isHistory: true })).toMatchObject({ ...told, reason: 'history' });
    expect(came({ receivedAt: NOW - 3 * HOUR })).toBeUndefined();
    expect(came({ name: 'Item Viewed' })).toBeUndefined();
    const anyTime = { kind: 'event', of, latenessMilliseconds: null } as const;
    expect(came({}, [{ kind: 'event', of }, anyTime])).toBeUndefined();
    // What never counted, and what only a round would tell.
    const counted = { ...booked, since: { kind: 'moment', at: NOW } } as const;
    expect(came({}, [{ kind: 'event', of, counted }])).toBeUndefined();
    expect(came({}, [{ kind: 'event', of, every: { times: 1, aggregate: BOOKINGS } }])).toBeUndefined();
  });

  it('tells whichever came last, what is noted or what came too late', () => {
    const campaign = { triggers: [{ kind: 'event', of }] } as const;
    const events = [3, 2].map((hours) =>
      anEvent({ messageId: `m-${hours}`, time: NOW - DAY, receivedAt: NOW - hours * HOUR }),
    );
    const reason = (at: number) => explain({ campaign, events, guest: refused({ at }) }).refused;
    expect(reason(NOW - HOUR)).toMatchObject({ reason: 'if' });
    expect(reason(NOW - 3 * HOUR)).toMatchObject({ reason: 'late', occurrence: 'm-2' });
  });

  it('tells of one that is not active yet from when on it is', () => {
    const guest = refused({ because: 'not yet active' });
    const from = (at: number) => explain({ guest, campaign: { active: { from: at } } }).refused;
    expect(from(NOW + DAY)).toMatchObject({ reason: 'not active', mayBeginFrom: iso(NOW + DAY) });
    expect(from(NOW)).not.toHaveProperty('mayBeginFrom');
  });
});

describe('explainCampaign, of journeys that began with another version', () => {
  const OLDER = aJourney({ playbookVersion: 'older', nextStep: 1, arms: { '1': 2 } });
  const SPLIT: Step = {
    kind: 'split',
    id: '1',
    salt: 's',
    arms: [
      { weight: 1, to: 1 },
      { weight: 1, to: 1 },
    ],
  };
  const older = (campaign: Partial<Campaign>) =>
    new Map([
      [
        'older',
        anActiveProgram([aCampaign(campaign)], {
          version: 'older',
          aggregates: { [BOOKINGS]: BOOKINGS_SPEC },
        }),
      ],
    ]);
  const underWay = (campaign: Partial<Campaign>, given: Given = {}) =>
    explain({ journeys: [OLDER], versions: older(campaign), ...given }).journeys as readonly Answer[];

  it('tells of one under way the steps and conditions of its own version, and what of these would be sent', () => {
    const own = {
      stopWhen: BOOKED_SINCE_ENTRY,
      steps: [SPLIT, aSend('2', { contents: [{ channel: 'push', title: 't', body: 'b' }] })],
    };
    const [journey] = underWay(own);
    expect(journey).toMatchObject({
      playbookVersion: 'older',
      isOfEarlierVersion: true,
      nextStep: '2',
      asBegun: {
        stopWhen: { asked: 'event Booking Made, since the journey began', holds: false },
        steps: [
          { step: '1', kind: 'split', arm: 2 },
          { step: '2', asked: 'send by push' },
        ],
        sends: [{ step: '2', channel: 'push', wouldBeSent: false, reason: 'unreachable' }],
      },
    });
    expect(journey?.asBegun).not.toHaveProperty('if');
  });

  it('says of the present steps what they are for one that begins now, not what an earlier version drew', () => {
    const steps = [SPLIT, aSend('2')];
    const arm = (journeys: readonly Journey[], versions = older({ steps: [SPLIT] })) =>
      explain({ campaign: { steps }, journeys, versions }).steps[0];
    const drawn = arm([]);
    const [one, two] = [1, 2].map((taken) => ({ ...OLDER, arms: { '1': taken } }));
    expect([arm([one ?? OLDER]), arm([two ?? OLDER])]).toEqual([drawn, drawn]);
    // Where nothing of it has changed it is the same campaign.
    const same = older({ steps });
    expect(arm([one ?? OLDER], same)).toMatchObject({ arm: 1 });
    expect(arm([two ?? OLDER], same)).toMatchObject({ arm: 2 });
  });

  it('tells its own steps only where they are not those of now', () => {
    const [journey] = underWay({});
    expect(journey).toMatchObject({ isOfEarlierVersion: true, nextStep: '2' });
    expect(journey).not.toHaveProperty('asBegun');
    const [ended] = explain({
      journeys: [{ ...OLDER, status: 'ended', dueAt: null }],
      versions: older({ steps: [] }),
    }).journeys as readonly Answer[];
    expect(ended).toMatchObject({ isOfEarlierVersion: true });
    expect(ended).not.toHaveProperty('asBegun');
  });

  it('given a segment that is defined otherwise by now, then its own conditions are told with what it was', () => {
    const stopWhen = { kind: 'segment', segment: 'lapsed' } as const;
    const segments = [{ id: 'lapsed', name: 'Lapsed', when: booked }];
    const versions = new Map([
      ['older', anActiveProgram([aCampaign({ stopWhen })], { version: 'older', segments })],
    ]);
    const [journey] = underWay({}, { versions, campaign: { stopWhen } });
    expect(journey?.asBegun).toMatchObject({ stopWhen: { asked: 'event Booking Made' } });
    const zoned = anActiveProgram([aCampaign()], { version: 'older', timezone: 'Asia/Tokyo' });
    expect(underWay({}, { versions: new Map([['older', zoned]]) })[0]).toHaveProperty('asBegun');
  });

  it('asks the present condition, where what its own version asks about is no longer known', () => {
    const unknown = { ...BOOKED_SINCE_ENTRY, aggregate: 'gone' } as const;
    const steps: readonly Step[] = [
      { kind: 'wait for event', id: '1', until: unknown, aggregates: ['gone'], atMostMilliseconds: DAY },
    ];
    const versions = new Map([
      [
        'older',
        anActiveProgram([aCampaign({ stopWhen: unknown, steps })], {
          version: 'older',
          aggregates: { gone: BOOKINGS_SPEC },
        }),
      ],
    ]);
    const [journey] = underWay({}, { versions, campaign: { stopWhen: { kind: 'everyone' } } });
    expect(journey?.asBegun).toMatchObject({
      stopWhen: { asked: 'everyone' },
      steps: [{ asked: 'wait until event Booking Made, since the journey began, at most 1 day' }],
    });
  });

  it('tells so of the newest five, since there may be very many side by side', () => {
    const many = Array.from({ length: 7 }, (_, place) => ({ ...OLDER, journeyId: `win-back#${place}` }));
    const told = underWay({ steps: [SPLIT] }, { journeys: many }).map((journey) => 'asBegun' in journey);
    expect(told).toEqual([true, true, true, true, true, false, false]);
  });

  it('asks for the versions of those under way and of the latest', () => {
    const active = anActiveProgram([aCampaign()]);
    const journey = (playbookVersion: string, overrides: Partial<Journey> = {}) =>
      aJourney({ playbookVersion, ...overrides });
    const ended = { status: 'ended', dueAt: null } as const;
    expect(
      versionsBehind(active, [
        journey('latest', { ...ended, enteredAt: NOW + 1 }),
        journey('test-version'),
        journey('older'),
        journey('older'),
        journey('over', ended),
      ]),
    ).toEqual(['older', 'latest']);
    expect(versionsBehind(active, [])).toEqual([]);
  });
});

describe('explainCampaign', () => {
  it('knows only what the playbook has', () => {
    const guest = { profile: aContactableGuest(), events: [], now: NOW, journeys: [], versions: new Map() };
    expect(explainCampaign(anActiveProgram([]), 'toString', guest)).toBeUndefined();
  });
});
