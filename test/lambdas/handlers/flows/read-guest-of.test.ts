import { describe, expect, it } from 'vitest';
import type { Separation } from '../../../../domain/identity/separation.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { readGuestOf } from '../../../../lambdas/handlers/flows/read-guest-of.ts';
import { aContactableGuest } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const event = { identifier: 'email#joan@example.com', sort: '-#m-1' };

function aGuest(profileId: string, identifier: string, ...others: (string | undefined)[]): Profile {
  const apart = others.map(
    (other): Separation => ({
      identifier,
      from: 'userId#x',
      at: NOW,
      ...(other !== undefined && { other }),
    }),
  );
  return aContactableGuest({
    profileId,
    identifiers: { [identifier]: { sealed: 0, floor: 0, keys: {} } },
    apart,
  });
}

/** Whom it finds, and what it read. */
async function find(guests: Record<string, Profile>, told: { event?: typeof event } = { event }) {
  const read: string[] = [];
  const readLiving = async (id: string) => {
    read.push(id);
    return guests[id];
  };
  const guest = await readGuestOf({ readLiving }, { profileId: 'p-john', ...told });
  return { guest: guest?.profileId, read };
}

describe('readGuestOf', () => {
  const john = aGuest('p-john', 'userId#john', 'p-joan');
  const joan = aGuest('p-joan', event.identifier, 'p-john');

  it('is the living profile, in one read, where that holds the event', async () => {
    const guests = { 'p-john': aGuest('p-john', event.identifier, 'p-joan') };
    expect(await find(guests)).toEqual({ guest: 'p-john', read: ['p-john'] });
  });

  it.each([
    ['nobody was split', aGuest('p-john', 'userId#john'), { event }],
    ['time was the cause', john, {}],
  ])('is the living profile, in one read, where %s', async (_why, guest, told) => {
    expect(await find({ 'p-john': guest }, told)).toEqual({ guest: 'p-john', read: ['p-john'] });
  });

  it('is the one who was split off with the event', async () => {
    expect(await find({ 'p-john': john, 'p-joan': joan })).toEqual({
      guest: 'p-joan',
      read: ['p-john', 'p-joan'],
    });
  });

  it('is found where they were merged or split further since', async () => {
    const merged = { ...joan, profileId: 'p-survivor' };
    expect((await find({ 'p-john': john, 'p-joan': merged })).guest).toBe('p-survivor');
    const further = aGuest('p-joan', 'userId#jo', 'p-john', 'p-third');
    const guests = { 'p-john': john, 'p-joan': further, 'p-third': { ...joan, profileId: 'p-third' } };
    expect(await find(guests)).toEqual({ guest: 'p-third', read: ['p-john', 'p-joan', 'p-third'] });
  });

  it.each([
    ['nobody is left of the other', { 'p-john': aGuest('p-john', 'userId#john', undefined) }],
    ['the other does not hold it either', { 'p-john': john, 'p-joan': aGuest('p-joan', 'a#b', 'p-john') }],
    ['there is no profile', {}],
  ])('is not known where %s', async (_why, guests) => {
    expect((await find(guests)).guest).toBeUndefined();
  });
});
