import { beforeEach, describe, expect, it } from 'vitest';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import { createConsent } from '../../../lambdas/handlers/consent.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { callHttp } from '../../support/http-call.ts';

let house: CollectorHouse;
beforeEach(() => {
  house = new CollectorHouse();
});

/** Reading the playbook takes nearly all of the time that the function has. */
function readThePlaybookSlowly(): void {
  const { active } = house.playbook;
  house.playbook.active = async () => {
    house.now += 28_000;
    return active();
  };
}

describe('what was received too long ago', () => {
  it('given a function that was frozen after its answer, then once thawed it stores nothing more of what it had received', async () => {
    const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>();
    const { promise: hung, resolve: hang } = Promise.withResolvers<void>();
    const { putOnce } = house.events;
    house.events.putOnce = async (event) => {
      if (event.messageId === 'm1') {
        hang();
        await thawed;
      }
      return putOnce(event);
    };
    const call = send();
    await hung;
    house.now += 3 * 60_000;
    thaw();
    expect((await call).status).toBe(503);
    expect(house.storedEvents.map((event) => event.messageId)).toEqual(['m1']);
    house.events.putOnce = putOnce;
    expect((await send()).status).toBe(200);
    expect(house.storedEvents.at(-1)).toMatchObject({ messageId: 'm2', receivedAt: house.now });
  });

  it('is not stored by collect', async () => {
    readThePlaybookSlowly();
    expect((await send()).status).toBe(503);
    expect(house.puts).toBe(0);
  });

  it('is not stored as a choice', async () => {
    readThePlaybookSlowly();
    const handler = createConsent(Object.assign(house, { linkSecret: async () => 'secret' }));
    const body = { userId: 'john', consent: { marketing: true } };
    expect((await callHttp(handler, { route: 'POST /v1/consent', key: 'write', body })).status).toBe(503);
    expect(house.puts).toBe(0);
  });
});

const send = () =>
  callHttp(createCollect(house), {
    route: 'POST /v1/batch',
    key: 'write',
    body: { batch: ['m1', 'm2'].map(track) },
  });
const track = (messageId: string) => ({
  type: 'track',
  event: 'Item Viewed',
  messageId,
  userId: 'u1',
  timestamp: '2026-03-01T10:00:00Z',
});
