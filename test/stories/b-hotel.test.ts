import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** Stories B of the hotel and its restaurant, from the collector to the outbox. */
describe('B · The hotel and its restaurant', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => house.reset());

  /** John browses, signs up, and permits marketing. */
  async function signUp(): Promise<Guest> {
    const john = new Guest(house, { anonymousId: 'web-1' });
    await john.page('Suites', '/rooms/suites');
    await john.identify('john', { email: 'john@example.com', firstName: 'John' }, { marketing: true });
    await john.track('Signed Up');
    return john;
  }

  /** The hotel's CRM knows him by email and by its own id, and sends with the SDK's API. */
  async function callHotel(tags: string[] = ['Price Sensitive', 'Vegan Option']): Promise<void> {
    const crm = {
      identifiers: { email: 'john@example.com', crmId: 'crm-77' },
      context: { library: { name: 'hotel-crm' } },
    };
    await house.send('track', { ...crm, event: 'Called Hotel', properties: { topic: 'price' } });
    await house.send('identify', { ...crm, traits: { email: 'john@example.com', tags } });
  }

  it('B1 · given a guest who signed up and did not book, then "Signed up but abandoned booking" comes from the absence of Booking Made', async () => {
    const john = await signUp();
    expect(await john.segments()).toContain('signed-up-but-abandoned-booking');

    await john.track('Booking Made', { room: 'Suite' });

    expect(await john.segments()).not.toContain('signed-up-but-abandoned-booking');
  });

  it('B2 · given a call to the hotel, when the CRM reports it, then the call and the tags are on the profile', async () => {
    const john = await signUp();
    await callHotel();

    const profile = await john.profile('events');
    expect(profile.traits.tags).toEqual(['Price Sensitive', 'Vegan Option']);
    expect(profile.events.map((event) => event.event)).toContain('Called Hotel');
  });

  it.each([
    ['the CRM came first', [callHotel, signUp]],
    ['the web came first', [signUp, callHotel]],
  ])(
    'B3 · given a CRM record and a web profile with one email, then they are one profile: %s',
    async (_order, steps) => {
      for (const step of steps) await step();

      const byWeb = await house.profile('anonymousId:web-1', 'events');
      const byCrm = await house.profile('crmId:crm-77');
      expect(byWeb?.profileId).toBe(byCrm?.profileId);
      expect(byWeb?.identifiers.map((identifier) => identifier.namespace).sort()).toEqual([
        'anonymousId',
        'crmId',
        'email',
        'userId',
      ]);
      expect(byWeb?.traits).toMatchObject({ firstName: 'John', tags: ['Price Sensitive', 'Vegan Option'] });
      expect(byWeb?.events.map(({ event }) => event)).toEqual(
        expect.arrayContaining(['Page Viewed', 'Signed Up', 'Called Hotel']),
      );
    },
  );

  it('B3 · given a CRM record and a web profile that share nothing, when the email comes late, then both become one that remembers the other’s id', async () => {
    const john = new Guest(house, { anonymousId: 'web-1' });
    await john.page('Suites', '/rooms/suites');
    await john.track('Signed Up');
    await callHotel();
    const [web, crm] = [await house.profile('anonymousId:web-1'), await house.profile('crmId:crm-77')];
    expect(web?.profileId).not.toBe(crm?.profileId);

    await john.identify('john', { email: ' JOHN@example.com' });

    const one = await john.profile('evidence');
    expect((await house.profile('crmId:crm-77'))?.profileId).toBe(one.profileId);
    expect([one.profileId, ...one.evidence.formerProfileIds].sort()).toEqual(
      [web?.profileId, crm?.profileId].sort(),
    );
    expect(await john.segments()).toContain('abandoned-booking-due-to-price');
  });

  it('B4 · given the three conditions within three days, then the guest is in "Abandoned booking due to price"', async () => {
    const john = await signUp();
    expect(await john.segments()).not.toContain('abandoned-booking-due-to-price');

    await house.advance('2 days');
    await callHotel();

    expect(await john.segments()).toContain('abandoned-booking-due-to-price');
  });

  it('B4 · given a call that comes four days after the sign-up, then the guest is not in the segment', async () => {
    const john = await signUp();
    await house.advance('4 days');
    await callHotel();

    expect(await john.segments()).not.toContain('abandoned-booking-due-to-price');
  });

  it('B5 · given the segment, when three days pass, then the win-back email with its code is sent, once', async () => {
    const john = await signUp();
    await callHotel();
    await house.advance('2 days');
    expect(await house.outbox('email')).toEqual([]);

    await house.advance('1 day');

    const mails = await house.outbox('email');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ channel: 'email', to: 'john@example.com', campaign: 'win-back' });
    expect(mails[0]?.subject).toContain('John');
    expect(mails[0]?.html).toContain('room');
    expect(mails[0]?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');

    await house.advance('30 days');
    expect(await house.outbox('email')).toHaveLength(1);
    const { messages } = await john.profile('messages');
    expect(messages.map((message) => [message.campaign, message.status])).toEqual([['win-back', 'sent']]);
  });

  it('B5 · given a booking made meanwhile, when three days pass, then no email is sent', async () => {
    const john = await signUp();
    await callHotel();
    await house.advance('2 days');
    await john.track('Booking Made', { room: 'Double' });

    await house.advance('10 days');

    expect(await house.outbox('email')).toEqual([]);
    const { journeys } = await john.profile('journeys');
    expect(journeys).toMatchObject([{ campaign: 'win-back', status: 'ended' }]);
  });

  it('B5 · given no consent to marketing, when three days pass, then no email is sent', async () => {
    const john = new Guest(house, { anonymousId: 'web-2' });
    await john.identify('john', { email: 'john@example.com', firstName: 'John' });
    await john.track('Signed Up');
    await callHotel();

    await house.advance('10 days');

    expect(await house.outbox('email')).toEqual([]);
  });

  it('B5 · given a guest who unsubscribes while waiting, when three days pass, then no email is sent', async () => {
    const john = await signUp();
    await callHotel();
    await house.advance('1 day');
    await john.consent({ marketing: false });

    await house.advance('10 days');

    expect(await house.outbox('email')).toEqual([]);
  });

  it('B7 · given two SPA pages within thirty days, then it is "Interest in SPA"; rooms that are spacious are none', async () => {
    const john = await signUp();
    await john.page('Spacious suites', '/rooms/spacious');
    await john.page('SPA', '/spa');
    expect(await john.segments()).not.toContain('interest-in-spa');

    await john.page('SPA treatments', '/spa/treatments');
    expect(await john.segments()).toContain('interest-in-spa');

    await house.advance('30 days');
    expect(await john.segments()).not.toContain('interest-in-spa');
  });

  it('B8, B9 · given Booking Made, Price Sensitive and Interest in SPA, when the guest checks in, then the receptionist is told to offer the voucher', async () => {
    const john = await signUp();
    await callHotel();
    await john.page('SPA', '/spa');
    await john.page('SPA treatments', '/spa/treatments');
    await john.track('Booking Made', { room: 'Suite' });
    expect(await house.outbox('staff')).toEqual([]);

    await john.track('Checked In', { venue: 'reception' });

    const alerts = await house.outbox('staff');
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.text).toMatch(/John.*50 EUR SPA voucher/);
    expect(alerts[0]).toMatchObject({ campaign: 'spa-offer' });
    expect(await john.segments()).toContain('spa-offer');

    await house.advance('4 hours');
    expect(await john.segments()).not.toContain('spa-offer');
  });

  it('B8 · given no interest in the SPA, when the guest checks in, then nobody is told', async () => {
    const john = await signUp();
    await callHotel();
    await john.track('Booking Made', { room: 'Suite' });
    await john.track('Checked In', { venue: 'reception' });

    expect(await house.outbox('staff')).toEqual([]);
  });

  it('B11 · given a sign-in in the app and a table reserved there, then both are on the same profile as the web visits', async () => {
    const john = await signUp();
    const app = new Guest(house, { anonymousId: 'ios-9', deviceId: 'phone-1' });
    await app.track('Application Opened');
    await app.identify('john', {});
    await app.track('Table Reserved', { guests: 2 });

    const profile = await house.profile('anonymousId:ios-9', 'events');
    expect(profile?.profileId).toBe((await john.profile()).profileId);
    const names = profile?.events.map((event) => event.event) ?? [];
    expect(names).toEqual(
      expect.arrayContaining(['Page Viewed', 'Signed Up', 'Application Opened', 'Table Reserved']),
    );
  });

  it('B12 · given tags that the CRM wrote before the stitch, when John signs in to the app, then what was known of him puts him in "Vegan"', async () => {
    await callHotel();
    const app = new Guest(house, { anonymousId: 'ios-9', deviceId: 'phone-1' });
    await app.track('Table Reserved', { guests: 2 });
    expect(await app.segments()).not.toContain('vegan');

    await app.identify('john', { email: 'john@example.com' });

    expect(await app.segments()).toContain('vegan');
    expect((await house.profile('crmId:crm-77'))?.profileId).toBe((await app.profile()).profileId);
  });

  it('B12 · given an app that is signed in, when the CRM’s tags come after the stitch, then he is in "Vegan" just the same', async () => {
    const app = new Guest(house, { anonymousId: 'ios-9', deviceId: 'phone-1' });
    await app.track('Table Reserved', { guests: 2 });
    await app.identify('john', { email: 'john@example.com' });
    expect(await app.segments()).not.toContain('vegan');

    await callHotel();

    expect(await app.segments()).toContain('vegan');
  });

  it('B12 · given pages seen on a device before anybody was known there, when John signs in, then they count with those of his other device', async () => {
    const app = new Guest(house, { anonymousId: 'ios-9', deviceId: 'phone-1' });
    const web = new Guest(house, { anonymousId: 'web-1' });
    await app.page('SPA', '/spa');
    await web.page('SPA treatments', '/spa/treatments');
    expect(await app.segments()).not.toContain('interest-in-spa');

    await web.identify('john', { email: 'john@example.com' });
    await app.identify('john', {});

    expect(await app.segments()).toContain('interest-in-spa');
    expect(await web.segments()).toContain('interest-in-spa');
  });

  it('B16 · given a review of five stars, then it is "5 Star Review" for a month; one of four is not', async () => {
    const john = await signUp();
    await john.track('Review Submitted', { rating: 4 });
    expect(await john.segments()).not.toContain('five-star-review');

    await john.track('Review Submitted', { rating: 5 });
    expect(await john.segments()).toContain('five-star-review');

    await house.advance('30 days');
    expect(await john.segments()).not.toContain('five-star-review');
  });
});
