import { beforeEach, describe, expect, it } from 'vitest';
import { proveIdentity } from '../../../lambdas/adapters/identity-proof.ts';
import { signUnsubscribeToken } from '../../../lambdas/adapters/link-token.ts';
import { createConsent } from '../../../lambdas/handlers/consent.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { readFixture, readFixtures } from '../../support/fixtures.ts';
import { callHttp } from '../../support/http-call.ts';

const SECRET = 'link secret';
let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createConsent(Object.assign(house, { linkSecret: async () => SECRET }));
});

const record = (body: unknown, key = 'write') => callHttp(handler, { route: 'POST /v1/consent', key, body });

describe('recording a choice', () => {
  it('is an event with its evidence, also with a key that reads', async () => {
    const body = readFixture('consent', 'valid', 'marketing-yes');
    expect((await record(body, 'read')).body).toEqual({
      success: true,
      recorded: { marketing: true, sms: false },
    });
    expect(house.storedEvents).toMatchObject([
      {
        name: 'Consent Changed',
        identifiers: ['userId#john'],
        consent: { marketing: true, sms: false },
        properties: { consent: { marketing: true, sms: false }, evidence: { form: 'newsletter' } },
        time: NOW,
        source: 'test',
      },
    ]);
  });

  it('yes, no and yes again are three events', async () => {
    for (const marketing of [true, false, true]) await record({ userId: 'john', consent: { marketing } });
    expect(house.storedEvents.map((event) => event.consent.marketing)).toEqual([true, false, true]);
  });

  it('the same messageId twice is one event', async () => {
    const body = {
      userId: 'john',
      messageId: 'm1',
      timestamp: '2026-03-01T10:00:00Z',
      consent: { marketing: true },
    };
    await record(body);
    await record(body);
    expect(house.stored.size).toBe(1);
  });

  it.each(readFixtures('consent', 'invalid').map((fixture) => [fixture.name, fixture.body] as const))(
    'is refused %s: 400, and nothing is stored',
    async (_, body) => {
      const answer = await record(body);
      expect(answer.status).toBe(400);
      expect(answer.body.field).toBeTruthy();
      expect(house.puts).toBe(0);
    },
  );

  it('needs a key that collects or reads', async () => {
    const body = { userId: 'john', consent: { marketing: true } };
    expect((await callHttp(handler, { route: 'POST /v1/consent', body })).status).toBe(401);
    expect((await record(body, 'admin')).status).toBe(403);
  });
});

describe('through a browser key', () => {
  beforeEach(() => {
    house.know(aLivingProfile(['userId#john', 'anonymousId#web-1']));
    house.know(aLivingProfile(['userId#victim'], { profileId: 'other' }));
  });

  it('anybody may be withdrawn, and that links nobody', async () => {
    const answer = await record(
      { userId: 'victim', anonymousId: 'web-1', consent: { marketing: false } },
      'browser',
    );
    expect(answer.status).toBe(200);
    expect(house.storedEvents[0]?.identifiers).toEqual(['userId#victim']);
  });

  it('only the browser’s own person opts in', async () => {
    expect(
      (await record({ userId: 'john', anonymousId: 'web-1', consent: { marketing: true } }, 'browser'))
        .status,
    ).toBe(200);
    expect((await record({ anonymousId: 'web-1', consent: { marketing: true } }, 'browser')).status).toBe(
      200,
    );
    const victims = [
      { userId: 'victim', anonymousId: 'web-1' },
      { userId: 'victim', anonymousId: 'fresh' },
      { userId: 'victim' },
    ];
    for (const victim of victims) {
      expect((await record({ ...victim, consent: { marketing: true } }, 'browser')).status).toBe(403);
    }
    expect(house.stored.size).toBe(2);
  });

  it('of both at once, the withdrawal is recorded and the answer says so', async () => {
    const body = { userId: 'victim', anonymousId: 'web-1', consent: { marketing: true, sms: false } };
    expect((await record(body, 'browser')).body).toEqual({ success: true, recorded: { sms: false } });
  });
});

describe.each([
  ['a browser key', 'browser'],
  ['a browser key of a source that demands proof', 'proof'],
])('through %s, of somebody whom nobody knows yet', (_, key) => {
  const PROOF_SECRET = 'of the shop';
  const chosen = () =>
    house.storedEvents.map(({ key: { identifier }, identifiers, consent }) => ({
      identifier,
      identifiers,
      consent,
    }));
  beforeEach(() => {
    const proving = { requiresIdentityProof: true, identityProofSecret: PROOF_SECRET };
    house.keys.set('proof', aKey({ type: 'browser', source: 'web', ...proving }));
  });

  it.each([
    { identifiers: { email: 'victim@example.com' } },
    { userId: 'victim' },
    { context: { externalIds: [{ type: 'crmId', id: 'victims' }], device: { id: 'victims' } } },
    { identifiers: { anonymousId: 'victims-browser' } },
  ])('a yes with %j lies under the browser’s own anonymousId and names nobody else', async (victim) => {
    const body = { ...victim, anonymousId: 'mine', consent: { marketing: true, sms: false } };
    expect((await record(body, key)).body).toEqual({
      success: true,
      recorded: { marketing: true, sms: false },
    });
    const own = 'anonymousId#mine';
    expect(chosen()).toEqual([
      { identifier: own, identifiers: [own], consent: { marketing: true, sms: false } },
    ]);
  });

  it('a yes without an anonymousId is refused, with a no beside it only the no is recorded, of whom it names', async () => {
    expect((await record({ userId: 'victim', consent: { marketing: true } }, key)).status).toBe(403);
    expect(house.puts).toBe(0);
    const both = await record({ userId: 'victim', consent: { marketing: true, sms: false } }, key);
    expect(both.body).toEqual({ success: true, recorded: { sms: false } });
    expect(chosen()).toEqual([
      { identifier: 'userId#victim', identifiers: ['userId#victim'], consent: { sms: false } },
    ]);
  });

  it('a no is recorded for whom it names', async () => {
    const body = { userId: 'victim', anonymousId: 'mine', consent: { marketing: false } };
    expect((await record(body, key)).status).toBe(200);
    expect(chosen()).toMatchObject([{ identifiers: ['userId#victim'], consent: { marketing: false } }]);
  });

  it('with a place in it, the browser’s own location consent counts, not that of whom it names', async () => {
    const consent = { location: { granted: true, at: NOW, messageId: 'm0' } };
    house.know(aLivingProfile(['userId#victim'], { profileId: 'other', consent }));
    const body = {
      userId: 'victim',
      anonymousId: 'mine',
      consent: { marketing: true },
      context: { location: { city: 'Berlin' } },
    };
    expect((await record(body, key)).status).toBe(403);
    expect(house.puts).toBe(0);
  });

  it('with the proof, which only a source that demands it takes, a yes is of the userId', async () => {
    const context = { identityProof: proveIdentity(PROOF_SECRET, 'john') };
    await record({ userId: 'john', anonymousId: 'mine', consent: { marketing: true }, context }, key);
    expect(house.storedEvents[0]?.key.identifier).toBe(key === 'proof' ? 'userId#john' : 'anonymousId#mine');
  });
});

describe('the link to unsubscribe', () => {
  const claim = { profileId: 'p1', purpose: 'marketing', campaign: 'win-back', step: '2' };
  const open = (method: string, token = signUnsubscribeToken(SECRET, claim)) =>
    callHttp(handler, {
      route: `${method} /v1/unsubscribe/{token}`,
      parameters: { token },
      ...(method === 'POST'
        ? {
            body: 'List-Unsubscribe=One-Click',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }
        : {}),
    });
  beforeEach(() => {
    house.program = { ...house.program, name: '<b>Five & Dime</b>' };
    house.know(aLivingProfile(['anonymousId#web-1', 'email#john@example.com'], { profileId: 'p1' }));
  });

  it('GET asks, with a button that posts, and changes nothing', async () => {
    const page = await open('GET');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('marketing');
    expect(page.text).not.toContain('<b>Five');
    expect(house.puts).toBe(0);
  });

  it('POST, by one click or by the button, withdraws the purpose under the most trusted identifier', async () => {
    expect((await open('POST')).status).toBe(200);
    expect(house.storedEvents).toMatchObject([
      {
        name: 'Unsubscribed',
        key: { identifier: 'email#john@example.com' },
        consent: { marketing: false },
        properties: { purpose: 'marketing', campaign: 'win-back', step: '2' },
        time: NOW,
      },
    ]);
  });

  it('works again after opting in again', async () => {
    await open('POST');
    house.now += 60_000;
    await open('POST');
    expect(house.stored.size).toBe(2);
  });

  it('posted again within the second is one event, which no choice of that second comes after', async () => {
    house.now = NOW + 100;
    await open('POST');
    house.now = NOW + 900;
    await open('POST');
    expect(house.storedEvents.map((event) => event.time)).toEqual([NOW + 1_000]);
  });

  it('GET says that it is done, once it is', async () => {
    expect((await open('GET')).text).toContain('Do you want to stop');
    const consent = { marketing: { granted: false, at: NOW, messageId: 'm1' } };
    house.know(aLivingProfile(['anonymousId#web-1', 'email#john@example.com'], { profileId: 'p1', consent }));
    const page = await open('GET');
    expect(page.status).toBe(200);
    expect(page.text).toContain('You are unsubscribed');
    expect(house.puts).toBe(0);
  });

  it.each(['', 'nonsense', 'a.b.c', signUnsubscribeToken('another secret', claim)])(
    'that is not ours (%j): 404, a page',
    async (token) => {
      for (const method of ['GET', 'POST']) {
        const page = await open(method, token);
        expect(page.status).toBe(404);
        expect(page.headers['content-type']).toContain('text/html');
      }
      expect(house.puts).toBe(0);
    },
  );

  it('of somebody who is gone, answers as if it were done', async () => {
    house.holders.clear();
    expect((await open('POST')).status).toBe(200);
    expect(house.puts).toBe(0);
  });
});
