import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** The topics of `suits-you-looked-at` are [suits], those of `ties-for-the-suit` [ties]. */
describe('the link to unsubscribe in a mail, on a running house', () => {
  let house: House;
  let guest: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/store' });
  });
  afterAll(async () => house?.close());
  beforeEach(async () => {
    await house.reset();
    guest = new Guest(house, { anonymousId: 'web-1' });
    await guest.identify('james', { email: 'james@example.com', firstName: 'James' }, { marketing: true });
  });

  const lookAtSuits = async () => {
    await guest.track('Product Viewed', { product_id: 's1', category: 'Suits' });
    await house.advance('P1D');
  };

  /** Where the link of the last mail leads. */
  const linkOfLastMail = async (): Promise<string> => {
    const mail = (await house.outbox('email')).at(-1);
    const [, link] = /<([^>]*\/v1\/unsubscribe\/[^>]*)>/u.exec(mail?.headers['list-unsubscribe'] ?? '') ?? [];
    return new URL(link ?? '').pathname;
  };

  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await house.call<string>('POST', path, { body, headers });
    await house.settle();
    return answer;
  };

  const choices = async () => {
    const { consent } = await guest.profile();
    return Object.fromEntries(Object.entries(consent).map(([name, { granted }]) => [name, granted]));
  };

  it('given a topic refused on the page, then nothing more of it is sent, and of others it is', async () => {
    await lookAtSuits();
    const link = await linkOfLastMail();
    expect((await house.call<string>('GET', link)).body).toContain('name="topic" value="suits"');

    const answer = await post(link, 'topic=suits');

    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('nothing more about') });
    expect(await choices()).toEqual({ marketing: true, 'topic:suits': false });
    await house.advance('P8D');
    await lookAtSuits();
    expect(await house.outbox('email')).toHaveLength(1);
    await guest.track('Order Completed', {
      order_id: 'o1',
      products: [{ product_id: 's1', category: 'Suits' }],
    });
    await house.advance('P3D');
    expect((await house.outbox('email')).map(({ campaign }) => campaign)).toEqual([
      'suits-you-looked-at',
      'ties-for-the-suit',
    ]);
    expect((await house.call<string>('GET', link)).body).toContain('nothing more about');
  });

  it('given one click of a mailbox, then the purpose is withdrawn', async () => {
    await lookAtSuits();

    await post(await linkOfLastMail(), 'List-Unsubscribe=One-Click');

    expect(await choices()).toEqual({ marketing: false });
  });
});
