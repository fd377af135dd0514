import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { ProfileRecord } from '../../../domain/profile/profile.ts';
import { createSegments } from '../../../lambdas/handlers/segments.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';
import { callHttp } from '../../support/http-call.ts';

const AT = new Date(NOW).toISOString();
const john = aLivingProfile(['email#john@example.com', 'userId#john'], {
  profileId: 'p-john',
  traits: { firstName: { value: 'John', at: NOW, messageId: 'm1' } },
});
const tombstone = { profileId: 'p-old', version: 2, createdAt: 0, mergedInto: 'p-john', mergedAt: NOW };
const when = { kind: 'everyone' } as const;
const active = activateProgram(
  aProgram({
    segments: [
      { id: 'vip', name: 'VIP', when },
      { id: 'diner', name: 'Diner', when },
    ],
  }),
);

function aHandler() {
  const house = new CollectorHouse();
  house.keys.set('read', aKey({ scopes: ['profiles'] }));
  const asked: unknown[] = [];
  const handler = createSegments({
    findKey: house.findKey,
    limitKey: house.limitKey,
    writeMetrics: house.writeMetrics,
    clock: () => NOW,
    playbook: { active: async () => active },
    profiles: {
      readProfiles: async () =>
        new Map([john, tombstone].map((record): [string, ProfileRecord] => [record.profileId, record])),
    },
    memberList: {
      counts: async () =>
        new Map([
          ['vip', 2],
          ['of another playbook', 7],
        ]),
      readPage: async (...question) => {
        asked.push(question);
        const members = ['p-john', 'p-old'].map((profileId) => ({ profileId, since: NOW }));
        return { members, last: question[1] === undefined ? 'p-old' : null };
      },
    },
    names: { readPage: async () => ({ events: new Map(), traits: new Set(), last: null }) },
  });
  const ask = (query: Record<string, string> = {}, segment = 'vip') =>
    callHttp(handler, {
      route: 'GET /v1/segments/{segment}/members',
      parameters: { segment },
      query,
      key: 'read',
    });
  return { handler, ask, asked };
}

describe('the segments', () => {
  it('given counts, then the active playbook’s segments, those without members too', async () => {
    const { body } = await callHttp(aHandler().handler, { route: 'GET /v1/segments', key: 'read' });
    expect(body).toEqual({
      segments: [
        { id: 'vip', name: 'VIP', members: 2 },
        { id: 'diner', name: 'Diner', members: 0 },
      ],
      namespaces: active.program.identity.namespaces.map(({ name }) => name),
      computedTraits: [],
    });
  });

  it('given members, then a page of them, and the next where it ended', async () => {
    const { ask, asked } = aHandler();
    const { body } = await ask({ limit: '2' });
    expect(body).toMatchObject({
      segment: 'vip',
      members: [{ profileId: 'p-john', since: AT }, { profileId: 'p-old' }],
    });
    expect((await ask({ limit: '2', cursor: body.cursor })).body).not.toHaveProperty('cursor');
    expect(asked).toEqual([
      ['vip', undefined, 2],
      ['vip', 'p-old', 2],
    ]);
  });

  it('given what to include, then each member’s, without who has merged a moment ago', async () => {
    const { ask } = aHandler();
    const { members } = (await ask({ include: 'traits,identifiers' })).body;
    const names = [
      { namespace: 'userId', value: 'john' },
      { namespace: 'email', value: 'john@example.com' },
    ];
    expect(members).toEqual([
      { profileId: 'p-john', since: AT, identifiers: names, traits: { firstName: 'John' }, computed: {} },
    ]);
  });

  it.each<[string, Record<string, string>, string, number, string]>([
    ['a segment that there is not', {}, 'vpi', 404, 'did you mean `vip`?'],
    [
      'a cursor of another segment',
      { cursor: Buffer.from('{"segment":"diner","after":"p"}').toString('base64url') },
      'vip',
      400,
      'cursor',
    ],
    ['a page that is too long with profiles', { limit: '500', include: 'traits' }, 'vip', 400, '200'],
    ['a part that there is not', { include: 'orders' }, 'vip', 400, 'identifiers'],
  ])('given %s, then it says so', async (_what, query, segment, status, said) => {
    const answer = await aHandler().ask(query, segment);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(said);
  });
});
