import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { callHttp } from '../../support/http-call.ts';

let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createCollect(house);
});

const optIn = async (who: JsonObject, key = 'browser') => {
  const context = { consent: { categoryPreferences: { marketing: true } }, device: { id: 'd', token: 't' } };
  const body = { type: 'track', event: 'A', context, ...who };
  expect((await callHttp(handler, { route: 'POST /v1/track', key, body })).status).toBe(200);
  const [event] = house.storedEvents;
  return { consent: event?.consent, device: event?.context.device };
};
const OPENED = { consent: { marketing: true }, device: { id: 'd', token: 't' } };
const CLOSED = { consent: {}, device: { id: 'd' } };

describe('a yes and a device of somebody whom nobody knows yet, through a browser key', () => {
  it('given the browser’s anonymousId beside them, then they count: the two become one', async () => {
    expect(await optIn({ userId: 'new', anonymousId: 'mine' })).toEqual(OPENED);
  });

  it('given no anonymousId, then they do not', async () => {
    expect(await optIn({ userId: 'new' })).toEqual(CLOSED);
  });

  it('given an anonymousId whose person a rule keeps from being that one, then they do not', async () => {
    house.know(aLivingProfile(['userId#mallory', 'anonymousId#mine']));
    expect(await optIn({ userId: 'victim', anonymousId: 'mine' })).toEqual(CLOSED);
  });

  it('given an anonymousId that a split keeps from being that one, then they do not', async () => {
    const apart = [{ identifier: 'anonymousId#mine', from: 'userId#victim', at: 0 }];
    house.know(aLivingProfile(['email#mallory@example.com', 'anonymousId#mine'], { apart }));
    expect(await optIn({ userId: 'victim', anonymousId: 'mine' })).toEqual(CLOSED);
  });
});

describe('a source that demands a proof of identity, of what claims nobody', () => {
  beforeEach(() => {
    house.keys.set('proof', aKey({ type: 'browser', requiresIdentityProof: true, identityProofSecret: 's' }));
  });
  const stored = () => house.storedEvents.map(({ identifiers }) => identifiers);

  it('given a device alone, then it is stored under that, and registers no token', async () => {
    expect(await optIn({}, 'proof')).toEqual(CLOSED);
    expect(stored()).toEqual([['deviceId#d']]);
  });

  it('given the anonymousId among identifiers, then it is stored under that, and speaks for it', async () => {
    const who = { identifiers: { anonymousId: 'mine', email: 'victim@example.com' } };
    expect(await optIn(who, 'proof')).toEqual(OPENED);
    expect(stored()).toEqual([['anonymousId#mine']]);
  });
});
