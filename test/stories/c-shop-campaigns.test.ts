import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../domain/event/json.ts';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';
import { moveToNoon } from '../support/move-to-noon.ts';

const GIULIA = 'userId:giulia';
const DRESS = { product_id: 'd-1', category: 'Dresses', brand: 'Aspesi', price: 100 };
const BELT = { product_id: 'a-1', category: 'Accessories', brand: 'Aspesi', price: 20 };

/** Stories C6, C8, C15, C16 and C18 of the fashion shop: what customers are sent, from the collector to the outbox. */
describe('C · The campaigns of the shop', () => {
  let house: House;
  let web: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/shop' });
  });
  afterAll(async () => house?.close());
  beforeEach(async () => {
    await house.reset();
    await moveToNoon(house);
    web = new Guest(house, { anonymousId: 'web-1' });
    const traits = { email: 'giulia@example.com', phone: '+39 06 6982 1234', firstName: 'Giulia' };
    await web.identify('giulia', { ...traits, timezone: 'Europe/Rome' }, { marketing: true, sms: true });
  });

  const buy = (revenue: number, product: JsonObject = DRESS) =>
    web.track('Order Completed', {
      order_id: crypto.randomUUID(),
      revenue,
      currency: 'EUR',
      products: [product],
    });
  const badReview = () => web.track('Product Reviewed', { product_id: 'd-1', rating: 2 });
  const openApp = () =>
    house.send('track', {
      userId: 'giulia',
      event: 'Application Opened',
      context: { device: { id: 'phone-1', token: 'token-1', type: 'ios' } },
    });
  const said = async () => (await house.outbox()).map(({ channel, campaign }) => `${channel} ${campaign}`);

  it('C6 · given a dress and no accessories, when three days pass, then a mail suggests some; bought within two weeks, they are a conversion', async () => {
    await buy(100);
    await house.advance('2 days');
    expect(await house.outbox()).toEqual([]);

    await house.advance('1 day');

    expect(await said()).toEqual(['email accessories-for-the-dress']);
    const [mail] = await house.outbox();
    expect(mail).toMatchObject({ to: 'giulia@example.com', subject: 'Giulia, what goes with your dress' });
    expect(mail?.html).toContain('your dress by Aspesi');
    await buy(20, BELT);
    expect(await house.goalsReached(GIULIA, 'accessories-for-the-dress')).toHaveLength(1);
  });

  it('C6 · given an accessory bought meanwhile, then no mail is sent', async () => {
    await buy(100);
    await house.advance('1 day');
    await buy(20, BELT);

    await house.advance('10 days');

    expect(await house.outbox()).toEqual([]);
  });

  it('C6 · given a customer who has refused suggestions alone, then that mail is not sent, and the ledger says why', async () => {
    const answer = await house.call('POST', '/v1/consent', {
      key: 'local-write',
      body: { userId: 'giulia', consent: { 'topic:suggestions': false } },
    });
    expect(answer.status).toBe(200);
    await house.settle();
    await buy(500);

    await house.advance('3 days');

    expect(await said()).toEqual(['email vip-invitation']);
    const { messages } = await web.profile('messages');
    expect(messages[0]).toMatchObject({ campaign: 'accessories-for-the-dress', status: 'suppressed' });
    expect(messages[0]?.why).toContain('suggestions');
  });

  it('C8 · given a bad review of a purchase, when one day passes, then the apology comes by SMS with the survey’s link, once', async () => {
    await buy(20, { ...DRESS, category: 'Coats' });
    await badReview();
    await house.advance('23 hours');
    expect(await house.outbox()).toEqual([]);

    await house.advance('1 hour');

    const [sms] = await house.outbox();
    expect(sms).toMatchObject({ channel: 'sms', campaign: 'apology', to: '+390669821234' });
    expect(sms?.text).toContain('https://shop.example.com/survey');
    await web.track('Survey Completed', { score: 8 });
    expect(await house.goalsReached(GIULIA, 'apology')).toHaveLength(1);
    await house.advance('10 days');
    expect(await said()).toEqual(['sms apology']);
  });

  it('C8 · given an apology that falls due at night, then it is held until nine in the morning where the customer is', async () => {
    await buy(20, { ...DRESS, category: 'Coats' });
    await house.advance('10 hours');
    await badReview();
    await house.advance('24 hours');
    expect(await house.outbox()).toEqual([]);

    await house.advance('12 hours');

    const [sms] = await house.outbox();
    expect(sms).toMatchObject({ channel: 'sms', campaign: 'apology' });
    expect(localTime(sms?.at)).toMatch(/^09:0[0-6]$/u);
  });

  it('C8 · given a customer who withdraws the consent to SMS during the night, then nothing is sent in the morning', async () => {
    await buy(20, { ...DRESS, category: 'Coats' });
    await house.advance('10 hours');
    await badReview();
    await house.advance('25 hours');
    await web.consent({ sms: false });

    await house.advance('2 days');

    expect(await house.outbox()).toEqual([]);
  });

  it('C15 · given a referral and the brand bought, when one day passes, then a push names the friend and links the brand’s collection', async () => {
    await openApp();
    await web.track('Referral Sent', { friend: { firstName: 'Paola' } });
    await buy(100, { ...DRESS, category: 'Suits' });
    await house.advance('23 hours');
    expect(await house.outbox()).toEqual([]);

    await house.advance('1 hour');

    expect(await said()).toEqual(['push aspesi-news']);
    const [push] = await house.outbox();
    expect(JSON.stringify(push)).toContain('for you and Paola');
    expect(JSON.stringify(push)).toContain('https://shop.example.com/collections/aspesi');
  });

  it('C16 · given three mails within seven days, then a fourth is not sent, and the ledger says that the cap was reached', async () => {
    await buy(500);
    for (let order = 1; order <= 6; order += 1) await buy(10);
    const three = ['email vip-invitation', 'email gift-of-choice', 'email gift-of-choice'];
    expect(await said()).toEqual(three);

    await house.advance('3 days');

    expect(await said()).toEqual(three);
    const { messages } = await web.profile('messages');
    expect(messages[0]).toMatchObject({ campaign: 'accessories-for-the-dress', status: 'suppressed' });
    expect(messages[0]?.why).toContain('cap');
  });

  it('C18 · given a VIP, then every third purchase grants a gift of choice, and neither the one that made them a VIP nor those before count', async () => {
    await buy(100, BELT);
    await buy(100, BELT);
    await buy(300, BELT);
    expect(await said()).toEqual(['email vip-invitation']);
    await buy(10, BELT);
    await buy(10, BELT);
    expect((await web.profile()).computed).toMatchObject({ giftsOfChoice: 0 });

    await buy(10, BELT);

    expect(await said()).toEqual(['email vip-invitation', 'email gift-of-choice']);
    const { events, computed } = await web.profile('events');
    expect(computed).toMatchObject({ giftsOfChoice: 1 });
    const granted = events.find(({ event }) => event === 'Offer Granted');
    expect(granted?.properties).toMatchObject({
      offer: 'gift-of-choice',
      campaign: 'gift-of-choice',
      code: expect.stringMatching(/^[0-9A-Z]{12}$/u),
    });
  });

  it('C18 · given a VIP with the app, then the gift is told by push; without consent there is the gift and no message', async () => {
    await buy(500, BELT);
    await openApp();
    for (let order = 1; order <= 3; order += 1) await buy(10, BELT);
    expect(await said()).toEqual(['email vip-invitation', 'push gift-of-choice']);

    await web.consent({ marketing: false });
    for (let order = 4; order <= 6; order += 1) await buy(10, BELT);

    expect(await house.outbox()).toHaveLength(2);
    expect((await web.profile()).computed).toMatchObject({ giftsOfChoice: 2 });
  });
});

/** @param moment as the outbox says it */
function localTime(moment: string | undefined): string {
  const format = { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(moment ?? ''));
}
