import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';
import { moveToNoon } from '../support/move-to-noon.ts';

const MARIA = 'userId:maria';

/** Stories A2, A9 and A10 of the restaurant "Raw": what guests are written, from the collector to the outbox. */
describe('A · The campaigns of the restaurant "Raw"', () => {
  let house: House;
  let web: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/restaurant' });
  });
  afterAll(async () => house?.close());
  beforeEach(async () => {
    await house.reset();
    await moveToNoon(house);
    web = new Guest(house, { anonymousId: 'web-1' });
  });

  const signIn = (consent = { marketing: true }) =>
    web.identify('maria', { email: 'maria@example.com', firstName: 'Maria' }, consent);
  const openApp = () => new Guest(house, { anonymousId: 'ios-1', deviceId: 'phone-1' });
  const campaignsMailed = async () => (await house.outbox('email')).map(({ campaign }) => campaign);

  it('A2 · given a search and a booking without the app, then both are captured, and an hour later the booker is told to download it, once', async () => {
    await web.track('Reservation Searched', { guests: 2 });
    await signIn();
    await web.track('Reservation Booked', { guests: 2 });
    await house.advance('58 minutes');
    expect(await house.outbox()).toEqual([]);

    await house.advance('2 minutes');

    const [mail, ...more] = await house.outbox();
    expect(mail).toMatchObject({ channel: 'email', campaign: 'download-the-app', to: 'maria@example.com' });
    expect(mail?.html).toContain('Your table for 2 is booked');
    expect(more).toEqual([]);
    const { events } = await web.profile('events');
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['Reservation Searched', 'Reservation Booked']),
    );
    await web.track('Reservation Booked', { guests: 4 });
    await house.advance('2 days');
    expect(await campaignsMailed()).toEqual(['download-the-app']);
  });

  it('A2 · given a booker who was told, when they open the app for the first time, then the campaign has reached its goal', async () => {
    await signIn();
    await web.track('Reservation Booked', { guests: 2 });
    await house.advance('1 hour');
    expect(await house.goalsReached(MARIA, 'download-the-app')).toEqual([]);

    const app = openApp();
    await app.identify('maria', {});
    await app.track('Application Opened');

    expect(await house.goalsReached(MARIA, 'download-the-app')).toHaveLength(1);
  });

  it.each([
    ['before the booking', true],
    ['within the hour', false],
  ])('A2 · given a booker who has the app %s, then nobody tells them of it', async (_, isBefore) => {
    await signIn();
    const app = openApp();
    const openIt = async () => {
      await app.identify('maria', {});
      await app.track('Application Opened');
    };
    if (isBefore) await openIt();
    await web.track('Reservation Booked', { guests: 2 });
    if (!isBefore) await openIt();

    await house.advance('1 day');

    expect(await house.outbox()).toEqual([]);
  });

  it('A9 · given five stars, then the reviewer is asked to share at eleven the next day; when they do, it is captured, they are thanked, and the goal is reached', async () => {
    await signIn();
    await web.track('Review Submitted', { rating: 5 });
    await house.advance('20 hours');
    expect(await house.outbox()).toEqual([]);

    await house.advance('4 hours');
    const [asked] = await house.outbox();
    expect(asked).toMatchObject({ campaign: 'share-your-evening', to: 'maria@example.com' });
    expect(localHour(asked?.at)).toBe('11:00');

    await web.track('Shared', { network: 'instagram' });

    const { events } = await web.profile('events');
    expect(events[0]).toMatchObject({ event: 'Shared', properties: { network: 'instagram' } });
    expect((await house.outbox()).at(-1)).toMatchObject({ subject: 'Thank you for sharing' });
    expect(await house.goalsReached(MARIA, 'share-your-evening')).toHaveLength(1);
    await house.advance('10 days');
    expect(await house.outbox()).toHaveLength(2);
  });

  it('A9 · given a reviewer who shares unasked within two hours, then they are not asked', async () => {
    await signIn();
    await web.track('Review Submitted', { rating: 5 });
    await house.advance('1 hour');

    await web.track('Shared');

    const { journeys } = await web.profile('journeys');
    expect(journeys).toMatchObject([{ campaign: 'share-your-evening', status: 'ended' }]);
    await house.advance('10 days');
    expect(await house.outbox()).toEqual([]);
  });

  it.each([
    ['four stars', 4, true],
    ['five stars, and no consent to marketing', 5, false],
  ])('A9 · given %s, then nobody is asked', async (_, rating, marketing) => {
    await signIn({ marketing });
    await web.track('Review Submitted', { rating });

    await house.advance('10 days');

    expect(await house.outbox()).toEqual([]);
  });

  it('A10 · given a guest whose cycle is over, when they book on the web in another season, then it starts again on the same profile', async () => {
    const cycle = async () => {
      await web.track('Reservation Booked', { guests: 2 });
      expect(await web.segments()).toContain('reserved-not-ordered');
      await house.advance('1 hour');
      const order = { event: 'Order Completed', properties: { order_id: crypto.randomUUID(), revenue: 50 } };
      await house.send('track', { identifiers: { email: 'maria@example.com' }, ...order });
      expect(await web.segments()).not.toContain('reserved-not-ordered');
      await web.track('Review Submitted', { rating: 5 });
      await house.advance('1 day');
      await web.track('Shared');
    };
    const mails = ['download-the-app', 'share-your-evening', 'share-your-evening'];
    await signIn();
    const { profileId } = await web.profile();
    await cycle();
    expect(await campaignsMailed()).toEqual(mails);

    await house.advance('91 days');
    await cycle();

    expect(await campaignsMailed()).toEqual([...mails, ...mails]);
    expect(await house.goalsReached(MARIA, 'share-your-evening')).toHaveLength(2);
    expect(await web.profile()).toMatchObject({ profileId, computed: { spentThisYear: 100 } });
  });
});

/** @param moment as the outbox says it */
function localHour(moment: string | undefined): string {
  const format = { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(moment ?? ''));
}
