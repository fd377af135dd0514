import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** Stories D of personal advice in the shop, from the till and the web to the profile. */
describe('D · Personal advice in the shop', () => {
  let house: House;
  let web: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/store' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => {
    await house.reset();
    web = new Guest(house, { anonymousId: 'web-1' });
  });

  const order = (revenue: number, category: string) => ({
    order_id: `order-${category}`,
    revenue,
    currency: 'GBP',
    products: [{ product_id: `p-${category}`, category, brand: 'Tailor & Sons', price: revenue }],
  });

  /** The till knows the number on the card, and nothing else. */
  const buyASuitAtTheTill = () =>
    house.send('track', {
      identifiers: { loyaltyId: 'card-5' },
      event: 'Order Completed',
      properties: { ...order(1500, 'Suits'), venue: 'savile-row' },
    });
  /** The web shop knows the address. */
  const signInOnline = () => web.identify('arthur', { email: 'arthur@example.com' });
  const buyShoesOnline = () => web.track('Order Completed', order(600, 'Shoes'));
  /** Who takes a card gives an address with it. */
  const registerTheCard = () =>
    house.send('identify', {
      identifiers: { loyaltyId: 'card-5', email: 'arthur@example.com' },
      traits: { shoeSize: 43 },
    });

  it.each([
    ['the card is registered first', [registerTheCard, buyASuitAtTheTill, signInOnline, buyShoesOnline]],
    ['the card is registered last', [buyASuitAtTheTill, signInOnline, buyShoesOnline, registerTheCard]],
    ['the web signs in last', [buyShoesOnline, buyASuitAtTheTill, registerTheCard, signInOnline]],
  ])(
    'D1 · given a suit bought at the till and shoes bought online (%s), then both are on one profile',
    async (_order, steps) => {
      for (const step of steps) await step();

      const [online, offline] = [
        await web.profile('events'),
        await house.profile('loyaltyId:card-5', 'events'),
      ];
      expect(offline).toEqual(online);
      expect(online.computed).toMatchObject({ spentThisYear: 2100, lastStore: 'savile-row' });
      expect(Object.keys(online.segments).sort()).toEqual([
        'bought-lately',
        'owns-a-suit',
        'suit-without-tie',
        'vip',
      ]);
      expect(online.traits).toMatchObject({ email: 'arthur@example.com', shoeSize: 43 });
      expect(online.events.filter(({ event }) => event === 'Order Completed')).toHaveLength(2);
    },
  );

  it('D1 · given a card and an address that nothing has joined, then they are two', async () => {
    await buyASuitAtTheTill();
    await signInOnline();

    expect((await house.profile('loyaltyId:card-5'))?.profileId).not.toBe((await web.profile()).profileId);
  });

  it('D1 · given a suit bought at the till by a customer of the web, when a tie is bought online, then neither place offers ties any more', async () => {
    for (const step of [signInOnline, buyASuitAtTheTill, registerTheCard]) await step();
    expect(await web.segments()).toContain('suit-without-tie');

    await web.track('Order Completed', order(90, 'Ties'));

    const till = await house.profile('loyaltyId:card-5');
    expect(Object.keys(till?.segments ?? {}).sort()).toEqual(['bought-lately', 'owns-a-suit']);
  });

  it('D11 · given any purchase, then the customer has bought lately until seven days have passed', async () => {
    await buyShoesOnline();
    expect(await web.segments()).toContain('bought-lately');

    await house.advance('6 days');
    expect(await web.segments()).toContain('bought-lately');

    await house.advance('1 day');
    expect(await web.segments()).not.toContain('bought-lately');
  });

  it('D12 · given a suit, then the customer owns one for six months, and shoes make no difference', async () => {
    await signInOnline();
    await web.track('Order Completed', order(1500, 'Suits'));
    await house.advance('30 days');
    await buyShoesOnline();
    await house.advance('149 days');
    expect(await web.segments()).toContain('owns-a-suit');

    await house.advance('1 day');
    expect(await web.segments()).not.toContain('owns-a-suit');
  });

  it('D13 · given a suit, then ties are offered until one is bought; a tie bought before the suit does not count', async () => {
    await web.track('Order Completed', order(90, 'Ties'));
    expect(await web.segments()).not.toContain('suit-without-tie');
    await house.advance('1 minute');

    await web.track('Order Completed', order(1500, 'Suits'));
    expect(await web.segments()).toContain('suit-without-tie');
    await house.advance('1 minute');

    await web.track('Order Completed', { ...order(80, 'Ties'), order_id: 'order-2' });
    expect(await web.segments()).not.toContain('suit-without-tie');
  });
});
