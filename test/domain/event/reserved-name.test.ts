import { describe, expect, it } from 'vitest';
import { requireFreeName } from '../../../domain/event/reserved-name.ts';

const SERVER = false;
const BROWSER = true;

const refusalOf = (name: string, isPublicKey: boolean): unknown => {
  try {
    requireFreeName({ name }, isPublicKey);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('names of events that not everybody may send', () => {
  it('given a change of a list, then no key may', () => {
    for (const key of [SERVER, BROWSER])
      expect(refusalOf('List Changed', key)).toMatchObject({ code: 'invalid-input', field: 'event' });
  });

  it.each([
    'Email Delivered',
    'Email Opened',
    'Email Link Clicked',
    'Email Bounced',
    'Email Marked as Spam',
    'SMS Delivered',
    'Push Delivered',
    'Unsubscribed',
    'Offer Granted',
    'Offer Redeemed',
    'Referral Earned',
    'Consent Changed',
    'Alert Done',
    'Message Requested',
    'Journey Ended',
    'Visit Started',
    'Visit Ended',
  ])('given %s, then a server may, and a browser may not', (name) => {
    expect(refusalOf(name, SERVER)).toBeUndefined();
    expect(refusalOf(name, BROWSER)).toMatchObject({
      message: `the event \`${name}\` cannot be sent with a browser key`,
      code: 'invalid-input',
      field: 'event',
    });
  });

  it.each([
    'Push Notification Tapped', // the app alone knows
    'Beacon Entered',
    'Beacon Left',
    'Booking Made',
  ])('given %s, then both may', (name) => {
    for (const key of [SERVER, BROWSER]) expect(refusalOf(name, key)).toBeUndefined();
  });

  it('given a choice, then the hint says where choices go', () => {
    expect(refusalOf('Consent Changed', BROWSER)).toMatchObject({
      hint: expect.stringContaining('/v1/consent'),
    });
  });
});
