import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../../domain/campaign/journey/journey.ts';
import { type ActiveProgram, activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { createProfiles } from '../../../../lambdas/handlers/profiles.ts';
import type { HttpHandler } from '../../../../lambdas/runtime/http-handler.ts';
import { aCampaign, aDelivery } from '../../../support/a-campaign.ts';
import { CollectorHouse } from '../../../support/a-collector.ts';
import { aLivingProfile } from '../../../support/a-living-profile.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { callHttp } from '../../../support/http-call.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (moment: number) => new Date(moment).toISOString();

const booked: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: DAY,
};
const active = anActiveProgram(
  { bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 1 } },
  {
    segments: [{ id: 'bookers', name: 'Lately booked', when: booked }],
    campaigns: {
      'win-back': aCampaign({
        triggers: [
          { kind: 'segment', segment: 'bookers', on: 'exit' },
          { kind: 'event', of: eventsCalled('Called Hotel') },
        ],
        if: { kind: 'identifier', namespace: 'email' },
        stopWhen: { ...booked, since: { kind: 'entry' } },
      }),
      bill: aCampaign({ id: 'bill', purpose: 'transactional' }),
    },
  },
);
const booking = anEvent({ messageId: 'b1', time: NOW - HOUR, receivedAt: NOW - HOUR });

let newest = active;
let versions: Map<string, ActiveProgram>;
let john: Profile;
let journeys: Journey[];
let deliveries: Delivery[];
let cursor: string | undefined;
let now: number;
let handler: HttpHandler;
beforeEach(() => {
  john = aGuestOf(
    active,
    [booking],
    aLivingProfile(['userId#john'], {
      segments: { bookers: { since: NOW - HOUR, entries: 1 } },
      nextChanges: { bookers: NOW - HOUR + DAY },
      wakeAt: NOW - HOUR + DAY,
    }),
  );
  newest = active;
  versions = new Map();
  journeys = [];
  deliveries = [];
  cursor = undefined;
  now = NOW;
  const house = new CollectorHouse();
  handler = createProfiles({
    findKey: house.findKey,
    limitKey: house.limitKey,
    writeMetrics: house.writeMetrics,
    clock: () => now,
    playbook: {
      active: async () => active,
      newest: async () => newest,
      version: async (version) => versions.get(version) ?? active,
    },
    profiles: {
      findByIdentifier: async (identifier) =>
        ['userId#john', 'anonymousId#web/1'].includes(identifier) ? john : undefined,
      readIdentities: async () => new Map(),
    },
    history: { readPage: async () => ({ events: [booking], ...(cursor === undefined ? {} : { cursor }) }) },
    deliveries: { list: async () => deliveries },
    journeys: { list: async () => journeys },
  });
});

const why = (query: Record<string, string>, id = 'userId:john') =>
  callHttp(handler, { route: 'GET /v1/profiles/{id}/why', parameters: { id }, query, key: 'read' });

describe('why a guest is in a segment', () => {
  it('given an identifier with a slash, then it goes in the query', async () => {
    const ask = (id: string) =>
      callHttp(handler, { route: 'GET /v1/profiles/why', query: { id, segment: 'bookers' }, key: 'read' });
    expect((await ask('anonymousId:web/1')).body).toEqual((await why({ segment: 'bookers' })).body);
    expect((await ask('anonymousId:web/2')).status).toBe(404);
    expect((await ask('')).body).toMatchObject({ status: 400, field: 'id' });
  });

  it('is answered by its conditions, the events behind them, and when they next change', async () => {
    const { status, body } = await why({ segment: 'bookers' });
    expect(status).toBe(200);
    expect(body).toEqual({
      profileId: john.profileId,
      at: iso(NOW),
      timezone: 'UTC',
      segment: { id: 'bookers', name: 'Lately booked' },
      isMember: true,
      since: iso(NOW - HOUR),
      when: {
        kind: 'event',
        asked: 'event Booking Made, within 1 day',
        holds: true,
        seen: { count: 1, mayBeMore: true, times: [iso(NOW - HOUR)] },
        changesAt: iso(NOW - HOUR + DAY),
        events: [{ messageId: 'b1', event: 'Booking Made', timestamp: iso(NOW - HOUR) }],
        parts: [],
      },
      eventsRead: { count: 1, isComplete: true },
      isPresent: true,
    });
  });

  it('is answered as of now, where time has changed it since the guest was looked at', async () => {
    now = NOW + DAY;
    const { body } = await why({ segment: 'bookers' });
    expect(body).toMatchObject({ isMember: false, since: null, when: { holds: false } });
  });

  it('is answered by the newest playbook, where the guest was kept with it before we heard of it', async () => {
    john = { ...john, program: { ...john.program, ordinal: 2 } };
    newest = activateProgram({ ...active.program, ordinal: 2 });
    expect(await why({ segment: 'bookers' })).toMatchObject({ status: 200, body: { isMember: true } });
  });

  it('is answered from their events, where the profile was folded with another playbook', async () => {
    john = { ...john, aggregates: {}, segments: {}, program: { ...john.program, aggregates: 'other' } };
    expect((await why({ segment: 'bookers' })).body).toMatchObject({ isMember: true, when: { holds: true } });
    cursor = 'older';
    const { body } = await why({ segment: 'bookers' });
    expect(body).toMatchObject({
      isMember: false,
      eventsRead: { count: 1, isComplete: false },
      isPresent: false,
    });
  });
});

describe('what a campaign makes of a guest', () => {
  it('is answered by its trigger, its conditions, consent and journeys', async () => {
    journeys = [aJourneyOf('win-back', NOW - 2 * HOUR), aJourneyOf('other', NOW)];
    const { body } = await why({ campaign: 'win-back' });
    expect(body).toMatchObject({
      campaign: { id: 'win-back' },
      triggers: [
        {
          asked: 'on exit: segment bookers',
          holds: true,
          parts: [{ asked: 'event Booking Made, within 1 day' }],
        },
        { asked: 'event Called Hotel', holds: false },
      ],
      if: { asked: 'identifier email', holds: false, seen: null },
      stopWhen: { asked: 'event Booking Made, within 1 day, since the journey began', holds: true },
      consent: { asked: 'consent marketing', holds: false },
      journeys: [{ campaign: 'win-back', status: 'waiting', enteredAt: iso(NOW - 2 * HOUR) }],
    });
  });

  it('tells what of it would be sent, whether it may begin again, and what became of its messages', async () => {
    journeys = [{ ...aJourneyOf('win-back', NOW - HOUR), trace: [{ at: NOW - HOUR, what: 'began' }] }];
    deliveries = [
      aDelivery({ status: 'suppressed', why: 'no consent for marketing' }),
      aDelivery({ campaign: 'bill' }),
    ];
    const { body } = await why({ campaign: 'win-back' });
    expect(body).toMatchObject({
      frequency: { asked: 'once', mayBegin: true },
      sends: [
        {
          step: '2',
          channel: 'email',
          purpose: 'marketing',
          wouldBeSent: false,
          why: 'no consent for marketing',
          consent: { asked: 'consent marketing', holds: false },
          reachable: { asked: 'reachable email', holds: false, seen: 'no email address' },
        },
      ],
      journeys: [{ status: 'waiting', dueAt: iso(NOW), trace: [{ at: iso(NOW - HOUR), what: 'began' }] }],
      messages: [{ step: '2', channel: 'email', status: 'suppressed', why: 'no consent for marketing' }],
    });
    expect((body as { messages: unknown[] }).messages).toHaveLength(1);
  });

  it('tells of a journey of an earlier version the steps of that version, which is read for it', async () => {
    const { program } = active;
    const steps = [{ kind: 'wait', id: '1', milliseconds: DAY }] as const;
    const campaigns = { ...program.campaigns, 'win-back': aCampaign({ steps }) };
    versions.set('v1', activateProgram({ ...program, version: 'v1', campaigns }));
    journeys = [{ ...aJourneyOf('win-back', NOW - HOUR), nextStep: 0 }];
    const { body } = await why({ campaign: 'win-back' });
    expect(body).toMatchObject({
      steps: [{ asked: 'wait 3 days' }, { step: '2' }],
      journeys: [{ isOfEarlierVersion: true, nextStep: '1', asBegun: { steps: [{ asked: 'wait 1 day' }] } }],
    });
  });

  it('tells of a campaign that the playbook no longer has its journeys and messages, by the version they began with', async () => {
    const { program } = active;
    const gone = aCampaign({ id: 'gone', name: 'Gone by now' });
    versions.set('v1', activateProgram({ ...program, version: 'v1', campaigns: { gone } }));
    journeys = [aJourneyOf('gone', NOW - HOUR), aJourneyOf('win-back', NOW)];
    deliveries = [aDelivery({ campaign: 'gone' }), aDelivery({ campaign: 'bill' })];
    const { status, body } = await why({ campaign: 'gone' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      campaign: { id: 'gone', name: 'Gone by now' },
      isRemoved: true,
      journeys: [
        { status: 'waiting', nextStep: '2', asBegun: { steps: [{ asked: 'wait 3 days' }, { step: '2' }] } },
      ],
      messages: [{ step: '2', status: 'requested' }],
    });
    expect(body).not.toHaveProperty('triggers');
    journeys = [];
    expect(await why({ campaign: 'gone' })).toMatchObject({
      status: 200,
      body: { campaign: { name: 'gone' }, isRemoved: true, journeys: [], messages: [{ step: '2' }] },
    });
    deliveries = [];
    expect((await why({ campaign: 'gone' })).status).toBe(404);
  });

  it('tells when it last did not begin, by which event', async () => {
    const refused = { 'win-back': { at: NOW, because: 'if', occurrence: 'b1' } } as const;
    john = { ...john, contacts: { ...john.contacts, refused } };
    expect((await why({ campaign: 'win-back' })).body).toMatchObject({
      refused: { at: iso(NOW), reason: 'if', occurrence: 'b1', event: 'Booking Made' },
    });
  });

  it('tells why it may not begin again', async () => {
    const open = { profileId: john.profileId, journeyId: 'win-back#1', enteredAt: NOW - HOUR };
    john = { ...john, contacts: { ...john.contacts, open: { 'win-back': open } } };
    const { body } = await why({ campaign: 'win-back' });
    expect(body).toMatchObject({
      frequency: { mayBegin: false, why: 'a journey of this campaign is under way' },
    });
  });

  it('asks no consent for a transactional one', async () => {
    const { body } = await why({ campaign: 'bill' });
    expect(body).not.toHaveProperty('consent');
    expect(body).not.toHaveProperty('if');
  });
});

describe('a question why', () => {
  it.each([
    ['about nothing', {}, 400],
    ['about two', { segment: 'bookers', campaign: 'win-back' }, 400],
    ['about a segment that is none', { segment: 'toString' }, 404],
    ['about a campaign that is none', { campaign: 'toString' }, 404],
  ])('%s is refused', async (_name, query, status) => {
    expect((await why(query)).status).toBe(status);
  });

  it('about one that is misspelt is answered by the nearest', async () => {
    expect((await why({ segment: 'boker' })).body).toMatchObject({
      status: 404,
      hint: 'did you mean `bookers`?',
    });
    expect((await why({ campaign: 'winback' })).body).toMatchObject({ hint: 'did you mean `win-back`?' });
  });

  it('about nobody is answered 404', async () => {
    expect((await why({ segment: 'bookers' }, 'userId:jane')).status).toBe(404);
  });
});

function aJourneyOf(campaign: string, enteredAt: number): Journey {
  return {
    profileId: 'p1',
    journeyId: `${campaign}#1`,
    campaign,
    occurrence: '1',
    revision: 1,
    playbookVersion: 'v1',
    status: 'waiting',
    enteredAt,
    nextStep: 1,
    dueAt: NOW,
    trace: [],
  };
}
