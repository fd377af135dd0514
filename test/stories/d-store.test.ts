import { DateTime } from 'luxon';
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
      expect(Object.keys(online.segments).sort()).toEqual(['customers', 'suit-without-tie', 'vip']);
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
    expect(Object.keys(till?.segments ?? {}).sort()).toEqual(['customers']);
  });

  /** Arthur may be written to. */
  const permit = () => web.identify('arthur', { email: 'arthur@example.com' }, { marketing: true });
  const lookAtSuits = () => web.track('Product Viewed', { product_id: 's-2', category: 'Suits' });
  const mailed = async () => (await house.outbox('email')).map(({ campaign }) => campaign);
  /** Moves to noon on the next such day of a month: the letter leaves on the first, at ten. */
  const moveToDay = async (day: number) => {
    const now = DateTime.fromISO(await house.now(), { zone: 'Europe/London' });
    const noon = now.startOf('month').set({ day, hour: 12 });
    const next = noon > now ? noon : noon.plus({ months: 1 });
    await house.moveTo(new Date(next.toMillis()).toISOString());
  };
  const messages = async () => (await web.profile('messages')).messages;

  it('D11 · given any purchase, then for seven days no marketing is sent, and the ledger says why; after them it is', async () => {
    await moveToDay(2);
    await permit();
    await buyShoesOnline();
    await lookAtSuits();
    await house.advance('1 day');
    expect(await mailed()).toEqual([]);
    expect(await messages()).toMatchObject([
      { campaign: 'suits-you-looked-at', status: 'suppressed', why: expect.stringContaining('just bought') },
    ]);

    await house.advance('6 days');
    await lookAtSuits();
    await house.advance('1 day');

    expect(await mailed()).toEqual(['suits-you-looked-at']);
  });

  it('D11 · given a letter to all customers, then whoever has just bought anything is left out, and the others get it once', async () => {
    await moveToDay(15);
    await permit();
    await buyShoesOnline();
    await moveToDay(28);
    const other = new Guest(house, { anonymousId: 'web-2' });
    await other.identify('basil', { email: 'basil@example.com' }, { marketing: true });
    await other.track('Order Completed', order(600, 'Shoes'));

    await house.advance('5 days');

    expect((await house.outbox()).map(({ campaign, to }) => [campaign, to])).toEqual([
      ['letter-of-the-month', 'arthur@example.com'],
    ]);
    const { messages } = await other.profile('messages');
    expect(messages).toMatchObject([{ campaign: 'letter-of-the-month', status: 'suppressed' }]);
  });

  it('D12 · given a suit, then for six months nothing is sent about suits, and all else is', async () => {
    await moveToDay(2);
    await permit();
    await web.track('Order Completed', order(1500, 'Suits'));
    await web.track('Order Completed', { ...order(90, 'Ties'), order_id: 'order-2' });
    await house.advance('30 days');
    await lookAtSuits();
    await house.advance('1 day');
    expect((await messages()).find(({ campaign }) => campaign === 'suits-you-looked-at')).toMatchObject({
      status: 'suppressed',
      why: expect.stringContaining('bought a suit'),
    });

    await house.advance('148 days');
    expect(new Set(await mailed())).toEqual(new Set(['letter-of-the-month']));
    await house.advance('1 day');
    await lookAtSuits();
    await house.advance('1 day');

    expect(await mailed()).toContain('suits-you-looked-at');
  });

  it('D13 · given a suit bought at the till, then ties are offered within the quiet week, as these are its exception', async () => {
    await moveToDay(2);
    for (const step of [registerTheCard, permit, buyASuitAtTheTill]) await step();
    await house.advance('3 days');

    expect(await mailed()).toEqual(['ties-for-the-suit']);
    await web.track('Order Completed', order(90, 'Ties'));
    expect(await house.goalsReached('userId:arthur', 'ties-for-the-suit')).toHaveLength(1);
  });

  it('D13 · given a tie bought meanwhile, then none are offered', async () => {
    for (const step of [registerTheCard, permit, buyASuitAtTheTill]) await step();
    await house.advance('2 days');
    await web.track('Order Completed', order(90, 'Ties'));

    await house.advance('3 days');

    expect(await mailed()).not.toContain('ties-for-the-suit');
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
