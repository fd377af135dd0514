import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';

const JOHN = 'userId:john';

/** Stories B5 and B18 of the hotel: what comes of the win-back, and the cycle that begins again. */
describe('B · The hotel, from one booking to the next', () => {
  let house: House;
  let john: Guest;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house?.close());
  beforeEach(async () => {
    await house.reset();
    john = new Guest(house, { anonymousId: 'web-1' });
    const traits = { email: 'john@example.com', firstName: 'John', tags: ['Price Sensitive'] };
    await john.identify('john', traits, { marketing: true });
  });

  async function giveUpOverThePrice(): Promise<void> {
    await john.track('Signed Up');
    await john.track('Called Hotel', { topic: 'price' });
  }

  /** From the pages of the SPA to the key card. */
  async function bookAndCheckIn(): Promise<void> {
    await john.page('SPA', '/spa');
    await john.page('SPA treatments', '/spa/treatments');
    await john.track('Booking Made', { room: 'Suite', coupon: 'COMEBACK10' });
    await house.advance('7 days');
    await john.track('Checked In', { venue: 'reception' });
  }

  const said = async () => (await house.outbox()).map(({ channel, campaign }) => `${channel} ${campaign}`);

  it('B5 · given the win-back email, when the booking is made with its code within a week, then the campaign counts the conversion, once', async () => {
    await giveUpOverThePrice();
    await house.advance('3 days');
    const [mail] = await house.outbox('email');
    expect(mail?.html).toContain('COMEBACK10');
    expect(await house.goalsReached(JOHN, 'win-back')).toEqual([]);

    await john.track('Booking Made', { room: 'Suite', coupon: 'COMEBACK10' });
    await john.track('Booking Made', { room: 'Double' });

    expect(await house.goalsReached(JOHN, 'win-back')).toHaveLength(1);
  });

  it('B5 · given the win-back email, when the booking comes eight days later, then it is no conversion', async () => {
    await giveUpOverThePrice();
    await house.advance('3 days');
    await house.advance('8 days');

    await john.track('Booking Made', { room: 'Suite' });

    expect(await house.goalsReached(JOHN, 'win-back')).toEqual([]);
  });

  it('B18 · given a guest whose cycle is over, when the next booking comes in another season, then it repeats on the same profile', async () => {
    const cycle = ['email win-back', 'staff spa-offer'];
    const { profileId } = await john.profile();
    await giveUpOverThePrice();
    await house.advance('3 days');
    await bookAndCheckIn();
    await john.track('Review Submitted', { rating: 5 });
    expect(await john.segments()).toContain('five-star-review');
    expect(await said()).toEqual(cycle);

    await house.advance('90 days');
    expect(await john.segments()).toEqual([]);
    await giveUpOverThePrice();
    expect(await john.segments()).toContain('abandoned-booking-due-to-price');
    await house.advance('3 days');
    await bookAndCheckIn();

    expect(await said()).toEqual([...cycle, ...cycle]);
    expect(await house.goalsReached(JOHN, 'win-back')).toHaveLength(2);
    expect(await john.profile()).toMatchObject({ profileId, computed: { bookings: 2 } });
  });

  it('B18 · given a guest who gives up again within the season, then they are not written to again', async () => {
    await giveUpOverThePrice();
    await house.advance('3 days');
    await john.track('Booking Made', { room: 'Suite' });
    await house.advance('20 days');
    await giveUpOverThePrice();
    expect(await john.segments()).toContain('abandoned-booking-due-to-price');

    await house.advance('10 days');

    expect(await said()).toEqual(['email win-back']);
  });

  it('B18 · given a second key card in the same visit, then the receptionist is not told again; on the next visit they are', async () => {
    await bookAndCheckIn();
    await house.advance('10 minutes');
    await john.track('Checked In', { venue: 'reception' });
    expect(await said()).toEqual(['staff spa-offer']);

    await house.advance('7 days');
    await john.track('Checked In', { venue: 'reception' });

    expect(await said()).toEqual(['staff spa-offer', 'staff spa-offer']);
  });
});
