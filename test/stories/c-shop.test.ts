import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../domain/event/json.ts';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** Stories C of the fashion shop, from the collector to the profile. */
describe('C · The shop', () => {
  let house: House;
  let web: Guest;
  let app: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/shop' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => {
    await house.reset();
    web = new Guest(house, { anonymousId: 'web-1' });
    app = new Guest(house, { anonymousId: 'ios-1', deviceId: 'phone-1' });
  });

  /** Giulia buys a dress on the web. */
  async function buyOnTheWeb(): Promise<void> {
    await web.track('Product Viewed', { product_id: 'd-1', category: 'Dresses', brand: 'Aspesi' });
    await web.track('Product Viewed', { product_id: 'd-2', category: 'Dresses', brand: 'Aspesi' });
    const products = [{ product_id: 'd-1', category: 'Dresses', brand: 'Aspesi', price: 320 }];
    await web.track('Order Completed', { order_id: 'o-1', revenue: 320, currency: 'EUR', products });
  }

  /** And a coat in the app. */
  async function buyInTheApp(): Promise<void> {
    await app.track('Product Viewed', { product_id: 'c-1', category: 'Coats', brand: 'Moncler' });
    const products = [{ product_id: 'c-1', category: 'Coats', brand: 'Moncler', price: 280 }];
    await app.track('Order Completed', { order_id: 'o-2', revenue: 280, currency: 'EUR', products });
  }

  /** The app knows no user id: only the address says that it is her. */
  const logInOnTheWeb = () => web.identify('giulia', { email: 'giulia@example.com' });
  const logInToTheApp = () =>
    house.send('identify', { anonymousId: 'ios-1', traits: { email: 'Giulia@Example.com ' } });

  it.each([
    ['before anything is bought', [logInOnTheWeb, logInToTheApp, buyOnTheWeb, buyInTheApp]],
    ['after all was bought', [buyOnTheWeb, buyInTheApp, logInOnTheWeb, logInToTheApp]],
    ['the app first', [logInToTheApp, buyInTheApp, buyOnTheWeb, logInOnTheWeb]],
    ['between the purchases', [buyOnTheWeb, logInOnTheWeb, logInToTheApp, buyInTheApp]],
  ])(
    'C3 · given a customer of the web who logs in to the app by email (%s), then both are the same customer with the same segments and computed traits',
    async (_order, steps) => {
      for (const step of steps) await step();

      const [onWeb, inApp] = [await web.profile(), await app.profile()];
      expect(inApp).toEqual(onWeb);
      expect(onWeb.computed).toMatchObject({ lifetimeValue: 600, favouriteBrand: 'Aspesi' });
      expect(Object.keys(onWeb.segments).sort()).toEqual(['product-suggestion', 'vip']);
    },
  );

  it('C3 · given two customers with an address each, when both log in to the app of one phone, then the second stays a customer of their own', async () => {
    await logInOnTheWeb();
    await logInToTheApp();
    const other = new Guest(house, { anonymousId: 'web-2' });
    await other.identify('paola', { email: 'paola@example.com' });

    await app.identify('paola', { email: 'paola@example.com' });

    expect((await app.profile()).profileId).toBe((await web.profile()).profileId);
    expect((await house.profile('userId:paola'))?.profileId).toBe((await other.profile()).profileId);
    expect((await other.profile()).profileId).not.toBe((await web.profile()).profileId);
  });

  const view = (category: string, product_id: string) =>
    web.track('Product Viewed', { product_id, category });
  const buy = (order_id: string, product: JsonObject) =>
    web.track('Order Completed', { order_id, revenue: 100, currency: 'EUR', products: [product] });

  it('C1 · given several dresses among what was looked at, then the visitor has an affinity to dresses while these are half of it', async () => {
    await view('Dresses', 'd-1');
    await view('Dresses', 'd-2');
    expect(await web.segments()).not.toContain('category-affinity-dresses');

    await view('Dresses', 'd-3');
    expect(await web.segments()).toContain('category-affinity-dresses');

    for (const coat of ['c-1', 'c-2', 'c-3', 'c-4']) await view('Coats', coat);
    expect(await web.segments()).not.toContain('category-affinity-dresses');
  });

  it('C5 · given a dress and no accessories, then it is "Product Suggestion", until an accessory is bought', async () => {
    await buy('o-1', { product_id: 'd-1', category: 'Dresses' });
    expect(await web.segments()).toContain('product-suggestion');

    await buy('o-2', { product_id: 'a-1', category: 'Accessories' });
    expect(await web.segments()).not.toContain('product-suggestion');
  });

  it.each([
    ['after the purchase', true],
    ['before the shop heard of the purchase', false],
  ])('C7 · given two stars %s of that product, then it is "Negative Review"', async (_, isBoughtFirst) => {
    const bought = () => buy('o-1', { product_id: 'd-1', category: 'Dresses' });
    const reviewed = () => web.track('Product Reviewed', { product_id: 'd-1', rating: 2 });
    await (isBoughtFirst ? bought() : reviewed());
    expect(await web.segments()).not.toContain('negative-review');

    await (isBoughtFirst ? reviewed() : bought());

    expect(await web.segments()).toContain('negative-review');
  });

  it('C7 · given a bad review of something else than was bought, or a good one of it, then it is none', async () => {
    await buy('o-1', { product_id: 'd-1', category: 'Dresses' });
    await web.track('Product Reviewed', { product_id: 'd-2', rating: 1 });
    await web.track('Product Reviewed', { product_id: 'd-1', rating: 3 });

    expect(await web.segments()).not.toContain('negative-review');
  });

  it('C14 · given a referral sent and the brand bought, then it is "Referral Aspesi"; a gift of it does not count', async () => {
    await web.track('Referral Sent');
    await buy('o-1', { product_id: 'g-1', brand: 'Aspesi', price: 0 });
    await buy('o-2', { product_id: 'm-1', brand: 'Moncler', price: 100 });
    expect(await web.segments()).not.toContain('referral-aspesi');

    await buy('o-3', { product_id: 'd-1', brand: 'Aspesi', price: 100 });

    expect(await web.segments()).toContain('referral-aspesi');
  });

  it('C16 · given the purchase that brings the lifetime value to 500, then the VIP invitation is sent, once', async () => {
    await web.identify('giulia', { email: 'giulia@example.com' }, { marketing: true });
    await web.track('Order Completed', { order_id: 'o-1', revenue: 499.99, currency: 'EUR' });
    expect(await web.segments()).not.toContain('vip');
    expect(await house.outbox('email')).toEqual([]);

    await web.track('Order Completed', { order_id: 'o-2', revenue: 0.01, currency: 'EUR' });
    await web.track('Order Refunded', { order_id: 'o-1', refund: 499.99 });
    expect(await web.segments()).not.toContain('vip');
    await web.track('Order Completed', { order_id: 'o-3', revenue: 1000, currency: 'EUR' });

    expect(await web.segments()).toContain('vip');
    const mails = await house.outbox('email');
    expect(mails.map(({ campaign, to }) => [campaign, to])).toEqual([
      ['vip-invitation', 'giulia@example.com'],
    ]);
  });

  it('C19 · given a VIP, when dresses are what they prefer, then the banner’s segment holds', async () => {
    await buyOnTheWeb();
    await web.track('Order Completed', { order_id: 'o-3', revenue: 300, currency: 'EUR' });
    expect(await web.segments()).toContain('vip');
    expect(await web.segments()).not.toContain('vip-dress-lovers');

    await view('Dresses', 'd-3');

    expect(await web.segments()).toContain('vip-dress-lovers');
  });
});
