import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
});
