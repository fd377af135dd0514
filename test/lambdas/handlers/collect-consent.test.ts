import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { EMPTIED } from '../../../domain/profile/unfolded.ts';
import { proveIdentity } from '../../../lambdas/adapters/identity-proof.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { readFixture } from '../../support/fixtures.ts';
import { callHttp } from '../../support/http-call.ts';

let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createCollect(house);
});

const send = (body: JsonObject, key = 'write', call = 'track') =>
  callHttp(handler, { route: `POST /v1/${call}`, key, body });
const withConsent = (categoryPreferences: JsonObject, more: JsonObject = {}): JsonObject => ({
  event: 'A',
  messageId: 'm1',
  context: { consent: { categoryPreferences } },
  ...more,
});
const choice = (granted: boolean) => ({ granted, at: NOW, messageId: 'm0' });

const OPEN = { categoryPreferences: { location: true } };

describe('a location is refused before it is stored without the location consent', () => {
  const beacon = readFixture('collect', 'invalid', 'track-beacon-without-consent');
  const located = readFixture('collect', 'invalid', 'track-with-location-without-consent');

  it.each([
    ['a beacon', beacon],
    ['a context with a location', located],
  ])(
    'given %s of somebody who has not chosen, then 403, and what is kept says nothing of the place',
    async (_, body) => {
      const answer = await send(body);
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('location-consent-missing');
      expect(house.puts).toBe(0);
      expect(JSON.stringify(house.quarantined)).not.toMatch(/52\.5|restaurant|latitude/);
      expect(house.quarantined).toHaveLength(1);
    },
  );

  it('given the profile’s yes, under whichever of the identifiers, then it is stored', async () => {
    house.know(aLivingProfile(['anonymousId#web-1'], { consent: { location: choice(true) } }));
    expect((await send({ ...located, anonymousId: 'web-1' })).status).toBe(200);
  });

  it('given the message’s own choice, then that counts, whatever the profile says', async () => {
    house.know(aLivingProfile(['userId#john'], { consent: { location: choice(true) } }));
    house.know(aLivingProfile(['userId#jane'], { consent: { location: choice(false) } }));
    const here = (location: boolean) => ({
      location: { city: 'Berlin' },
      consent: { categoryPreferences: { location } },
    });
    expect((await send({ event: 'A', userId: 'john', context: here(false) })).status).toBe(403);
    expect((await send({ event: 'A', userId: 'jane', context: here(true) })).status).toBe(200);
  });

  it('given a profile that is still to be folded, then it is not known yet: 503, and nothing is kept', async () => {
    const program = { ordinal: 1, aggregates: EMPTIED };
    house.know(aLivingProfile(['anonymousId#web-1'], { program }));
    const answer = await send({ ...located, anonymousId: 'web-1' });
    expect([answer.status, answer.body.code]).toEqual([503, 'unfolded']);
    expect([house.puts, house.quarantined]).toEqual([0, []]);
  });

  const berlin = { location: { city: 'Berlin' } };

  it.each<[string, JsonObject]>([
    ['no event’s name', { userId: 'john', context: { ...berlin, locale: 'de' } }],
    ['nobody in it', { event: 'A', context: berlin }],
    ['a context that is a list', { event: 'A', userId: 'john', context: [berlin] }],
    ['a context that is text', { event: 'A', userId: 'john', context: JSON.stringify(berlin) }],
    ['a beacon and nobody', { event: 'Beacon Entered', properties: { beacon: 'Berlin' } }],
    ['a beacon whose name is no text', { event: ['Beacon Left', 'Berlin'], userId: 'john' }],
    ['consent of its own', { userId: 'john', context: { ...berlin, consent: OPEN } }],
  ])(
    'given an event with a place that is refused for %s, then nothing of the place is kept',
    async (_, body) => {
      expect((await send(body)).status).toBe(400);
      expect(house.quarantined).toHaveLength(1);
      expect(JSON.stringify(house.quarantined)).not.toContain('Berlin');
    },
  );

  it('given a batch of what is no event, then nothing of a place in it is kept, and the rest is', async () => {
    const batch = [
      [{ context: berlin }],
      JSON.stringify({ context: berlin }),
      { messageId: 'm', context: berlin },
    ];
    expect((await send({ batch }, 'write', 'batch')).status).toBe(400);
    expect(JSON.stringify(house.quarantined)).not.toContain('Berlin');
    expect(house.quarantined.at(-1)?.payload).toMatchObject({ message: { messageId: 'm', context: {} } });
  });

  it('given an event without a location, then nobody is looked up', async () => {
    await send({ event: 'A', userId: 'john', context: { location: {} } });
    expect(house.stored.size).toBe(1);
    expect(house.lookUps).toBe(0);
  });

  it('given one in a batch, then it alone is refused', async () => {
    const batch = [
      { type: 'track', event: 'A', userId: 'john' },
      { type: 'track', ...beacon },
    ];
    const answer = await callHttp(handler, { route: 'POST /v1/batch', key: 'write', body: { batch } });
    expect(answer.body.rejected).toMatchObject([{ index: 1, error: { status: 403 } }]);
    expect(house.stored.size).toBe(1);
  });
});

describe('through a browser key, a yes or a device counts only for the browser’s own person', () => {
  const stored = () => house.storedEvents[0];

  it('given a userId that is somebody else’s, then the yes is left out and the no stays', async () => {
    house.know(aLivingProfile(['userId#victim'], { profileId: 'victim' }));
    const body = withConsent({ marketing: true, sms: false }, { userId: 'victim', anonymousId: 'web-1' });
    await send(
      { ...body, context: { ...(body.context as JsonObject), device: { id: 'd', token: 't' } } },
      'browser',
    );
    expect(stored()?.consent).toEqual({ sms: false });
    expect(stored()?.context.device).toEqual({ id: 'd' });
  });

  it('given a userId of the same person, or of nobody yet, then the yes counts', async () => {
    house.know(aLivingProfile(['userId#john', 'anonymousId#web-1']));
    await send(withConsent({ marketing: true }, { userId: 'john', anonymousId: 'web-1' }), 'browser');
    await send(
      withConsent({ marketing: true }, { messageId: 'm2', userId: 'new', anonymousId: 'web-2' }),
      'browser',
    );
    expect(house.storedEvents.map((event) => event.consent)).toEqual([
      { marketing: true },
      { marketing: true },
    ]);
  });

  it('given the anonymousId alone, then the yes counts; given none, then it does not', async () => {
    await send(withConsent({ marketing: true }, { anonymousId: 'web-1' }), 'browser');
    await send(withConsent({ marketing: true }, { messageId: 'm2', userId: 'john' }), 'browser');
    expect(house.storedEvents.map((event) => event.consent)).toEqual([{ marketing: true }, {}]);
  });

  it('given a server key, then every choice counts and nobody is looked up', async () => {
    house.know(aLivingProfile(['userId#victim']));
    await send(withConsent({ marketing: true }, { userId: 'victim', anonymousId: 'web-1' }));
    expect(stored()?.consent).toEqual({ marketing: true });
    expect(house.lookUps).toBe(0);
  });
});

describe('a source that demands a proof of identity', () => {
  const SECRET = 'a secret that only the shop’s server knows';
  const identify = (context: JsonObject = {}): JsonObject => ({
    messageId: 'm1',
    userId: 'john',
    anonymousId: 'web-1',
    traits: { email: 'john@example.com' },
    context,
  });
  beforeEach(() => {
    house.keys.set(
      'proof',
      aKey({ type: 'browser', requiresIdentityProof: true, identityProofSecret: SECRET }),
    );
  });

  it('given the proof, then the identify links', async () => {
    await send(identify({ identityProof: proveIdentity(SECRET, 'john') }), 'proof', 'identify');
    expect(house.storedEvents[0]?.identifiers).toEqual([
      'userId#john',
      'email#john@example.com',
      'anonymousId#web-1',
    ]);
  });

  it.each([
    {},
    { identityProof: '' },
    { identityProof: 'wrong' },
    { identityProof: proveIdentity(SECRET, 'jane') },
  ])('given the context %j, then it is stored under the anonymousId and links nothing', async (context) => {
    expect((await send(identify(context), 'proof', 'identify')).status).toBe(200);
    expect(house.storedEvents[0]?.identifiers).toEqual(['anonymousId#web-1']);
  });

  it('given a track or an alias without the proof, then it links nothing either', async () => {
    await send({ event: 'A', userId: 'john', anonymousId: 'web-1' }, 'proof');
    await send({ previousId: 'web-0', userId: 'john', anonymousId: 'web-1' }, 'proof', 'alias');
    expect(house.storedEvents.map((event) => event.identifiers)).toEqual([
      ['anonymousId#web-1'],
      ['anonymousId#web-1'],
    ]);
  });

  it('given no anonymousId, then 400 that says what is missing', async () => {
    const answer = await send({ event: 'A', userId: 'john' }, 'proof');
    expect(answer.status).toBe(400);
    expect(answer.body.field).toBe('context.identityProof');
  });
});
