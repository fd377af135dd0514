import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../../domain/identity/identity-record.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { createProfiles } from '../../../lambdas/handlers/profiles.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { callHttp } from '../../support/http-call.ts';

const AT = '2026-03-02T10:00:00.000Z';
const IDS = ['anonymousId#web/1', 'email#john@example.com', 'userId#john'];

const john = aLivingProfile(IDS, {
  profileId: 'p1',
  formerProfileIds: ['p0'],
  traits: { firstName: { value: 'John', at: NOW, messageId: 'm1' } },
  segments: { vip: { since: NOW, entries: 2 }, gone: { since: null, entries: 1 } },
  consent: { marketing: { granted: true, at: NOW, messageId: 'm1' } },
});

const delivery = (deliveryId: string, profileId: string, at: number): Delivery => ({
  profileId,
  deliveryId,
  campaign: 'win-back',
  occurrence: 'lapsed.entry.p-john.1',
  step: '2',
  channel: 'email',
  purpose: 'marketing',
  status: 'sent',
  at,
  why: null,
  playbookVersion: 'v1',
  attempts: 1,
  dueAt: null,
});
const journey: Journey = {
  profileId: 'p1',
  journeyId: 'win-back#lapsed.entry.p-john.1',
  campaign: 'win-back',
  occurrence: 'lapsed.entry.p-john.1',
  revision: 1,
  playbookVersion: 'v1',
  status: 'waiting',
  enteredAt: NOW,
  nextStep: 1,
  dueAt: NOW,
  trace: [],
};
const identity = (identifier: string, refused: IdentityRecord['refused'] = []): [string, IdentityRecord] => [
  identifier,
  {
    identifier,
    profileId: 'p1',
    linkedAt: NOW,
    by: { messageId: 'm1', rule: 'same message' },
    links: [],
    refused,
    revision: 1,
  },
];

let handler: HttpHandler;
let asked: { identifiers: readonly string[]; limit: number; cursor?: string }[];
beforeEach(() => {
  const house = new CollectorHouse();
  house.know(john);
  house.keys.set('staff', aKey({ scopes: ['staff'] }));
  asked = [];
  const events: TrackingEvent[] = [anEvent({ messageId: 'm2', properties: { room: 'Suite' } })];
  const deliveries = new Map([
    ['p1', [delivery('new', 'p1', NOW)]],
    ['p0', [delivery('old', 'p0', NOW - 1)]],
  ]);
  const rule = 'unique' as const;
  const refused = [
    { identifier: 'email#john@example.com', to: 'userId#jane', messageId: 'm9', at: NOW, rule },
  ];
  handler = createProfiles({
    findKey: house.findKey,
    limitKey: house.limitKey,
    writeMetrics: house.writeMetrics,
    clock: house.clock,
    playbook: {
      active: async () => activateProgram(aProgram()),
      newest: async () => activateProgram(aProgram()),
      version: async () => activateProgram(aProgram()),
    },
    profiles: {
      findByIdentifier: house.profiles.findByIdentifier,
      readIdentities: async () =>
        new Map([identity('userId#john'), identity('email#john@example.com', refused)]),
    },
    history: {
      readPage: async (identifiers, options) => {
        asked.push({ identifiers, ...options });
        return options.cursor === undefined ? { events, cursor: 'next' } : { events };
      },
    },
    deliveries: { list: async (id) => deliveries.get(id) ?? [] },
    journeys: { list: async (id) => (id === 'p1' ? [journey] : []) },
  });
});

const read = (id: string, include?: string, key = 'read') =>
  callHttp(handler, {
    route: 'GET /v1/profiles/{id}',
    parameters: { id },
    key,
    ...(include === undefined ? {} : { query: { include } }),
  });

describe('a profile reads as the contract says', () => {
  it('by itself, its identifiers in order of trust, only the segments it is in', async () => {
    const answer = await read('userId:john');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      profileId: 'p1',
      firstSeen: AT,
      lastSeen: AT,
      identifiers: [
        { namespace: 'userId', value: 'john', linkedAt: AT, by: { messageId: 'm1', rule: 'same message' } },
        {
          namespace: 'email',
          value: 'john@example.com',
          linkedAt: AT,
          by: { messageId: 'm1', rule: 'same message' },
        },
        { namespace: 'anonymousId', value: 'web/1', linkedAt: null, by: null },
      ],
      traits: { firstName: 'John' },
      computed: {},
      segments: { vip: { since: AT } },
      consent: { marketing: { granted: true, at: AT } },
    });
  });

  it('with what was asked for on top', async () => {
    const { body } = await read('userId:john', 'events,messages,offers,journeys,evidence');
    expect(body).toMatchObject({
      events: [
        {
          messageId: 'm2',
          type: 'track',
          event: 'Booking Made',
          timestamp: AT,
          properties: { room: 'Suite' },
        },
      ],
      messages: [
        { deliveryId: 'new', campaign: 'win-back', channel: 'email', status: 'sent', at: AT, why: null },
        { deliveryId: 'old' },
      ],
      offers: [],
      journeys: [{ campaign: 'win-back', status: 'waiting', dueAt: AT }],
      evidence: {
        refused: [
          {
            identifier: { namespace: 'email', value: 'john@example.com' },
            to: { namespace: 'userId', value: 'jane' },
            rule: 'unique',
          },
        ],
        formerProfileIds: ['p0'],
      },
    });
  });

  it('to an administrator too, who asks why a person is one', async () => {
    expect((await read('userId:john', 'evidence', 'admin')).status).toBe(200);
  });

  it('the same whichever identifier was asked for, in the path or in the query', async () => {
    const byUser = await read('userId:john');
    expect((await read('email: John@Example.com')).body).toEqual(byUser.body);
    const byQuery = await callHttp(handler, {
      route: 'GET /v1/profiles',
      query: { id: 'anonymousId:web/1' },
      key: 'staff',
    });
    expect(byQuery.body).toEqual(byUser.body);
  });

  it.each(['userId:jane', 'email:john', 'userId:null', 'userId:'])('404 for nobody: %s', async (id) => {
    expect((await read(id)).status).toBe(404);
  });

  it.each([['john'], [':john'], ['shoe:42'], ['']])('400 for what is no identifier: %j', async (id) => {
    const answer = await read(id);
    expect(answer.status).toBe(400);
    expect(answer.body.field).toBe('id');
  });

  it.each(['id', 'segment', 'campaign'])('400 for %s given twice, by its name', async (name) => {
    const query = { id: 'userId:john', campaign: 'win-back', [name]: ['a', 'b'] };
    const answer = await callHttp(handler, { route: 'GET /v1/profiles/why', query, key: 'read' });
    expect(answer.body).toMatchObject({
      status: 400,
      field: name,
      detail: expect.stringContaining(`${name} was given more than once`),
    });
  });

  it('400 for a part that there is not, 403 for a key that only writes', async () => {
    expect((await read('userId:john', 'events,secrets')).body).toMatchObject({
      status: 400,
      field: 'include',
    });
    expect((await read('userId:john', undefined, 'write')).status).toBe(403);
  });
});

describe('the timeline', () => {
  const page = (query: Record<string, string>, key = 'read') =>
    callHttp(handler, {
      route: 'GET /v1/profiles/{id}/events',
      parameters: { id: 'userId:john' },
      query,
      key,
    });

  it('is over all identifiers, page by page', async () => {
    const first = await page({ limit: '10' });
    expect(first.body).toMatchObject({ events: [{ messageId: 'm2' }], cursor: 'next' });
    const last = await page({ limit: '10', cursor: first.body.cursor });
    expect(last.body).not.toHaveProperty('cursor');
    expect(asked).toEqual([
      { identifiers: IDS, limit: 10 },
      { identifiers: IDS, limit: 10, cursor: 'next' },
    ]);
  });

  it.each(['0', '1001', 'all', '1.5'])('400 for the limit %s', async (limit) => {
    expect((await page({ limit })).body).toMatchObject({ status: 400, field: 'limit' });
  });

  it('is not for staff', async () => {
    expect((await page({}, 'staff')).status).toBe(403);
  });
});
