import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** Stories A of the restaurant "Raw", from the collector to the profile. */
describe('A · The restaurant "Raw"', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/restaurant' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => house.reset());

  it('A3 · given a guest who logs in on the web and then in the iOS app, then there is one profile', async () => {
    const web = new Guest(house, { anonymousId: 'web-1' });
    await web.page('Menu', '/menu');
    await web.identify('maria', { email: 'maria@example.com' });
    const app = new Guest(house, { anonymousId: 'ios-1', deviceId: 'phone-1' });
    await app.track('Application Opened');

    const before = await house.profile('anonymousId:ios-1');
    await app.identify('maria', {});

    const known = await house.profile('userId:maria');
    expect(before?.profileId).not.toBe(known?.profileId);
    for (const id of [
      'anonymousId:web-1',
      'anonymousId:ios-1',
      'deviceId:phone-1',
      'email:maria@example.com',
    ]) {
      expect((await house.profile(id))?.profileId, id).toBe(known?.profileId);
    }
  });

  it('A3 · given events of the app that reach the house only after its login, then they are the same guest’s, and the app’s old profile leads there', async () => {
    const web = new Guest(house, { anonymousId: 'web-1' });
    await web.identify('maria', { email: 'maria@example.com' });
    const early = await house.now();
    await new Guest(house, { anonymousId: 'ios-1' }).track('Application Opened');
    const before = await house.profile('anonymousId:ios-1');
    await house.advance('1 minute');

    await new Guest(house, { anonymousId: 'ios-1', deviceId: 'phone-1' }).identify('maria', {});
    await house.send('track', { anonymousId: 'ios-1', event: 'Menu Viewed', timestamp: early });

    const known = await house.profile('anonymousId:ios-1', 'events,evidence');
    expect(known?.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['Application Opened', 'Menu Viewed']),
    );
    expect(known?.profileId).toBe((await web.profile()).profileId);
    expect(known?.evidence.formerProfileIds).toEqual([before?.profileId]);
  });

  it('A11 · given four streams (web and iOS, anonymous and known), then they read as one timeline, newest first', async () => {
    const web = new Guest(house, { anonymousId: 'web-1' });
    const app = new Guest(house, { anonymousId: 'ios-1' });
    await web.track('Reservation Searched');
    await house.advance('1 minute');
    await app.track('Application Opened');
    await house.advance('1 minute');
    await web.identify('maria', { email: 'maria@example.com' });
    await house.advance('1 minute');
    await web.track('Reservation Booked');
    await house.advance('1 minute');
    await app.identify('maria', {});
    await house.advance('1 minute');
    await app.track('Menu Viewed', { table: 12 });

    const { events } = await house.timeline('email:maria@example.com');

    expect(events.map((event) => event.event ?? event.type)).toEqual([
      'Menu Viewed',
      'identify',
      'Reservation Booked',
      'identify',
      'Application Opened',
      'Reservation Searched',
    ]);
  });

  it('A11 · given streams that reach the house in another order than they happened, then the timeline has the order in which they happened', async () => {
    const now = Date.parse(await house.now());
    const happened = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();
    const web = { anonymousId: 'web-1' };
    const app = { anonymousId: 'ios-1' };
    await house.send('track', { ...app, userId: 'maria', event: 'Menu Viewed', timestamp: happened(1) });
    await house.send('track', { ...web, event: 'Reservation Searched', timestamp: happened(5) });
    await house.send('track', { ...app, event: 'Application Opened', timestamp: happened(4) });
    await house.send('identify', { ...web, userId: 'maria', timestamp: happened(3) });
    await house.send('track', {
      ...web,
      userId: 'maria',
      event: 'Reservation Booked',
      timestamp: happened(2),
    });

    const { events } = await house.timeline('anonymousId:web-1');

    expect(events.map((event) => event.event ?? event.type)).toEqual([
      'Menu Viewed',
      'Reservation Booked',
      'identify',
      'Application Opened',
      'Reservation Searched',
    ]);
  });

  it('A11 · given a timeline longer than a page, when it is paged by its cursor, then each event appears once and in order', async () => {
    const web = new Guest(house, { anonymousId: 'web-1' });
    const app = new Guest(house, { anonymousId: 'ios-1' });
    await web.identify('maria', {});
    await app.identify('maria', {});
    for (let n = 1; n <= 7; n += 1) {
      await (n % 2 === 0 ? web : app).track('Item Viewed', { n });
      await house.advance('1 minute');
    }

    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await house.timeline('userId:maria', { limit: 3, cursor });
      seen.push(
        ...page.events.filter((event) => event.event === 'Item Viewed').map((event) => event.properties.n),
      );
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });
});
