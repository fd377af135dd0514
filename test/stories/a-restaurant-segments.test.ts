import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../domain/event/json.ts';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

/** Stories A12 to A16 and A18 of the restaurant "Raw": who is in which segment, from the collector to the profile. */
describe('A · The segments of the restaurant "Raw"', () => {
  let house: House;
  let web: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/restaurant' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => {
    await house.reset();
    web = new Guest(house, { anonymousId: 'web-1' });
    await web.identify('maria', { email: 'maria@example.com' });
  });

  /** The till knows the address alone. */
  const tillOf = (event: string, properties: JsonObject) =>
    house.send('track', { identifiers: { email: 'maria@example.com' }, event, properties });
  const order = (order_id: string, revenue = 20) =>
    tillOf('Order Completed', { order_id, revenue, currency: 'EUR', venue: 'dining-room' });
  /** The phone says with each sighting that its owner permits it. */
  const beacon = (event: string, zone: string) =>
    house.send('track', {
      userId: 'maria',
      event,
      properties: { venue: 'dining-room', zone },
      context: { consent: { categoryPreferences: { location: true } } },
    });

  it('A12 · given a guest who has reserved, when they order, then they are no longer in "Reserved, not ordered yet"', async () => {
    await web.track('Reservation Booked', { guests: 2 });
    expect(await web.segments()).toContain('reserved-not-ordered');

    await order('o-1');

    expect(await web.segments()).not.toContain('reserved-not-ordered');
  });

  it('A12 · given a guest who has reserved and does not come, when thirty days pass, then time alone ends it', async () => {
    await web.track('Reservation Booked', { guests: 2 });

    await house.advance('30 days');

    expect(await web.segments()).not.toContain('reserved-not-ordered');
  });

  it('A13 · given three different orders, then the guest is a silent regular until they share', async () => {
    await order('o-1');
    await order('o-2');
    await order('o-2', 5);
    expect(await web.segments()).not.toContain('silent-regulars');

    await order('o-3');
    expect(await web.segments()).toContain('silent-regulars');

    await web.track('Shared');
    expect(await web.segments()).not.toContain('silent-regulars');
  });

  it('A14 · given the fifth event attended within a year, then the guest is an advocate', async () => {
    for (let attended = 1; attended <= 4; attended += 1) await web.track('Event Attended');
    expect(await web.segments()).not.toContain('advocates');

    await web.track('Event Attended');

    expect(await web.segments()).toContain('advocates');
  });

  it('A15 · given traits that a guest told and staff know, then they are in the segments on them, and in no others', async () => {
    await web.identify('maria', {
      birthday: '1980-02-29',
      gender: 'Female',
      diet: 'Vegan',
      professions: ['Chef', 'Food Critic'],
      knowsOwner: true,
      preferences: { privacy: true },
      smoker: false,
    });

    const told = [
      'chefs',
      'dietary-care',
      'food-critics',
      'knows-the-owner',
      'non-smokers',
      'over-thirty',
      'prefers-privacy',
      'vegans',
      'women',
    ];
    expect((await web.segments()).sort()).toEqual(told);

    await web.identify('maria', { smoker: true, diet: 'none', gender: 'male', knowsOwner: false });
    expect((await web.segments()).sort()).toEqual([
      'chefs',
      'food-critics',
      'over-thirty',
      'prefers-privacy',
    ]);
  });

  it('A16 · given a booking on the web, the app, a beacon and the till, then one segment mixes them all', async () => {
    await web.track('Reservation Booked', { guests: 2 });
    await house.advance('1 day');
    const app = new Guest(house, { anonymousId: 'ios-1', deviceId: 'phone-1' });
    await app.identify('maria', {});
    await app.track('Application Opened');
    await house.advance('1 minute');
    await beacon('Beacon Entered', 'door');
    await house.advance('1 minute');
    expect(await web.segments()).not.toContain('from-web-to-table');

    await order('o-1');

    expect(await web.segments()).toContain('from-web-to-table');
  });

  it('A18 · given a VIP who is dining and passes a table’s beacon, then they are "VIP at table" until they leave', async () => {
    await order('o-1', 1000);
    await beacon('Beacon Entered', 'door');
    expect(await web.segments()).toContain('vip');
    expect(await web.segments()).not.toContain('vip-at-table');

    await beacon('Beacon Entered', 'table-12');
    expect(await web.segments()).toContain('vip-at-table');

    await house.advance('1 minute');
    await beacon('Beacon Left', 'table-12');
    expect(await web.segments()).not.toContain('vip-at-table');
  });

  it('A18 · given a VIP at the table whose phone is not seen again, when the venue’s timeout passes, then they are no longer there', async () => {
    await order('o-1', 1000);
    await beacon('Beacon Entered', 'table-12');

    await house.advance('2 hours');

    expect(await web.segments()).not.toContain('vip-at-table');
  });
});
