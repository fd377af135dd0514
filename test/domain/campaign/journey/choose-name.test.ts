import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Delivery, DeliveryStatus } from '../../../../domain/campaign/delivery/delivery.ts';
import { chooseName, rowsOfOtherNames } from '../../../../domain/campaign/journey/choose-name.ts';
import { aContactableGuest, aDelivery } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

/** One stay of three names, of which `b` is the one that it goes by. */
const same = [['b.1', 'a.1', 'c.1']];
const guest = aContactableGuest({
  profileId: 'b',
  formerProfileIds: ['a', 'c'],
  segments: { lapsed: { since: NOW, entries: 3, same } },
});

function row(profileId: string, status: DeliveryStatus, overrides: Partial<Delivery> = {}): Delivery {
  const occurrence = `lapsed.entry.${profileId}.1`;
  const deliveryId = `win-back#${occurrence}#2`;
  return aDelivery({ profileId, deliveryId, occurrence, segment: 'lapsed', status, ...overrides });
}

const STATUSES: readonly DeliveryStatus[] = [
  'requested',
  'sending',
  'sent',
  'failed',
  'unknown',
  'suppressed',
];

describe('chooseName', () => {
  it('lets exactly one leave of those that are in hand at once', () => {
    const all = ['a', 'b', 'c'].map((id) => row(id, 'sending'));
    const choices = all.map((one) => [
      one.profileId,
      chooseName(
        guest,
        one,
        all.filter((other) => other !== one),
      ),
    ]);
    // The one that goes first sees that the others were in hand before they knew, and comes again.
    expect(Object.fromEntries(choices)).toEqual({ a: 'said', b: 'wait', c: 'said' });
    const others = [row('a', 'suppressed'), row('c', 'suppressed')];
    expect(chooseName(guest, row('b', 'sending'), others)).toBe('leaves');
  });

  it('never lets two leave, and lets one leave of any that only wait', () => {
    for (const a of STATUSES) {
      for (const b of STATUSES) {
        for (const c of STATUSES) {
          const all = [row('a', a), row('b', b), row('c', c)];
          const waiting = all.filter(({ status }) => status === 'requested');
          const leaving = waiting.filter((one) => {
            const others = all.filter((other) => other !== one);
            return chooseName(guest, { ...one, status: 'sending' }, others) === 'leaves';
          });
          const isFree = all.every(({ status }) => status === 'requested' || status === 'suppressed');
          expect(leaving.length, `${a} ${b} ${c}`).toBe(isFree && waiting.length > 0 ? 1 : 0);
        }
      }
    }
  });

  it('lets the one leave whose journey counts as open', () => {
    const open = { profileId: 'c', journeyId: 'win-back#lapsed.entry.c.1', enteredAt: NOW };
    const entered = { ...guest, contacts: { ...NO_CONTACTS, open: { 'win-back': open } } };
    expect(chooseName(entered, row('c', 'sending'), [row('b', 'requested')])).toBe('leaves');
    expect(chooseName(entered, row('b', 'sending'), [row('c', 'requested')])).toBe('said');
  });

  it('lets the older one leave of two that count', () => {
    const counting = ['c', 'a'].map((id, at) => ({
      profileId: id,
      journeyId: `win-back#lapsed.entry.${id}.1`,
      enteredAt: NOW + at,
    }));
    const entered = { 'win-back': { last: NOW + 1, times: 2, counting } };
    const counted = { ...guest, contacts: { ...NO_CONTACTS, entered } };
    expect(chooseName(counted, row('c', 'sending'), [row('a', 'requested'), row('b', 'requested')])).toBe(
      'leaves',
    );
    expect(chooseName(counted, row('a', 'sending'), [row('b', 'requested')])).toBe('leaves');
    expect(chooseName(counted, row('a', 'sending'), [row('c', 'requested')])).toBe('said');
    expect(chooseName(counted, row('b', 'sending'), [row('a', 'requested')])).toBe('said');
  });

  it('does not ask what was said to somebody who was split off', () => {
    const apart = [{ identifier: 'userId#joan', from: 'email#john@example.com', at: NOW, other: 'p-joan' }];
    const event = { identifier: 'userId#joan', sort: '-#m-1' };
    const split = { ...guest, apart };
    expect(chooseName(split, row('a', 'sending'), [row('b', 'sent', { event })])).toBe('leaves');
    expect(chooseName(split, row('a', 'sending'), [row('b', 'sent')])).toBe('said');
  });
});

describe('rowsOfOtherNames', () => {
  it('looks under all ids of the person for the same step under each other name', () => {
    const deliveryIds = ['win-back#lapsed.entry.b.1#2', 'win-back#lapsed.entry.c.1#2'];
    const keys = ['a', 'b', 'c'].flatMap((profileId) =>
      deliveryIds.map((deliveryId) => ({ profileId, deliveryId })),
    );
    expect(rowsOfOtherNames(guest, row('a', 'sending'))).toEqual(keys);
  });

  const own = row('a', 'sending');
  const { segment: _segment, ...ofAnEvent } = own;
  const oneName = { ...guest, segments: { lapsed: { since: NOW, entries: 1 } } };
  it.each([
    ['has one name', oneName, own],
    ['is none, but an event', guest, ofAnEvent],
    ['has ended', guest, { ...own, occurrence: 'lapsed.exit.a.1' }],
  ])('reads nothing where the stay %s', (_why, profile, delivery) => {
    expect(rowsOfOtherNames(profile, delivery)).toEqual([]);
  });
});
