import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import {
  MAXIMUM_GOAL_WATCHES,
  MAXIMUM_WATCHES,
  NO_CONTACTS,
  type Watch,
} from '../../../../domain/campaign/contacts/contacts.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import { LOOK_MILLISECONDS, nextLookAt } from '../../../../domain/campaign/journey/look-out.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  aCampaign,
  aContactableGuest,
  aSend,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enter, look, said } from '../../../support/walk-journey.ts';

const FOR_BOOKING: Step = {
  kind: 'wait for event',
  id: '1',
  until: BOOKED_SINCE_ENTRY,
  aggregates: [BOOKINGS],
  atMostMilliseconds: DAY,
};
const A_DAY: Step = { kind: 'wait', id: '1', milliseconds: DAY };
const WAITING = aCampaign({ steps: [FOR_BOOKING, aSend('2')] });
const STOPPABLE = aCampaign({ steps: [A_DAY, aSend('2')], stopWhen: BOOKED_SINCE_ENTRY });
const LOOKS = 'looks for itself every five minutes: the guest has too many journeys to be told';
const SOON = NOW + LOOK_MILLISECONDS;

const others = (count: number, kind: Watch['kind'] = 'stop'): readonly Watch[] =>
  Array.from({ length: count }, (_, index) => {
    const of = { profileId: 'p-john', journeyId: `other#${index}`, campaign: 'other' };
    return { kind, ...of, aggregate: BOOKINGS, from: NOW - 1, until: NOW + DAY };
  });
const guestWith = (watches: readonly Watch[]) => aContactableGuest({ contacts: { ...NO_CONTACTS, watches } });
const CROWDED = guestWith(others(MAXIMUM_WATCHES));
const withoutAny = ({ journey, profile }: Decision) => {
  const { watches: _watches, ...contacts } = profile.contacts;
  return { journey, profile: { ...profile, contacts } };
};

describe('lookOut', () => {
  it.each([
    ['waits for an event', WAITING],
    ['may be stopped', STOPPABLE],
  ])(
    'given a guest with too many journeys, then one that %s looks for itself, and says so',
    (_what, campaign) => {
      const { journey, profile } = enter(campaign, { profile: CROWDED });
      expect(journey).toMatchObject({ dueAt: NOW + DAY, looksAt: SOON });
      expect(profile.contacts.watches).toEqual(CROWDED.contacts.watches);
      expect(said({ journey })).toContain(LOOKS);
    },
  );

  it('given that it looks for itself and nothing has come, then it looks again, and says so once', () => {
    const begun = enter(WAITING, { profile: CROWDED });
    expect(look(WAITING, begun, SOON - 1)).toBeUndefined();
    const second = look(WAITING, begun, SOON) as Decision;
    expect(second).toMatchObject({
      journey: { dueAt: NOW + DAY, looksAt: SOON + LOOK_MILLISECONDS, awaits: '1' },
      deliveries: [],
    });
    expect(said(second).filter((what) => what === LOOKS)).toHaveLength(1);
  });

  it('given that it was told meanwhile, then its next look stays', () => {
    const begun = enter(WAITING, { profile: CROWDED });
    expect(look(WAITING, begun, NOW + 1, { isWoken: true })).toBeUndefined();
  });

  it('given that what it waits for has come, then it goes on at its next look, and looks no more', () => {
    const begun = booked(enter(WAITING, { profile: CROWDED }), NOW + 1);
    const decision = look(WAITING, begun, SOON);
    expect(decision).toMatchObject({ journey: { status: 'ended' }, deliveries: [{ status: 'requested' }] });
    expect(decision?.journey).not.toHaveProperty('looksAt');
  });

  it('given that what stops it has come, then it is stopped at its next look', () => {
    const begun = booked(enter(STOPPABLE, { profile: CROWDED }), NOW + 1);
    expect(look(STOPPABLE, begun, SOON)).toMatchObject({ journey: { end: 'stopped' }, deliveries: [] });
  });

  it('given that there is room again, then it is told as others are', () => {
    const begun = withoutAny(enter(WAITING, { profile: CROWDED }));
    const decision = look(WAITING, begun, SOON);
    expect(decision?.journey).not.toHaveProperty('looksAt');
    expect(decision?.profile.contacts.watches).toMatchObject([{ kind: 'wait', until: NOW + DAY }]);
  });

  it('given that its wait is over before its next look, then it goes on when it is', () => {
    const short = aCampaign({ steps: [{ ...FOR_BOOKING, atMostMilliseconds: 60_000 }, aSend('2')] });
    const begun = enter(short, { profile: CROWDED });
    expect(nextLookAt(begun.journey)).toBe(NOW + 60_000);
    expect(look(short, begun, NOW + 60_000)?.deliveries).toHaveLength(1);
  });

  it('given goals alone, then there is room', () => {
    const { journey, profile } = enter(WAITING, { profile: guestWith(others(MAXIMUM_GOAL_WATCHES, 'goal')) });
    expect(journey).not.toHaveProperty('looksAt');
    expect(profile.contacts.watches).toContainEqual(expect.objectContaining({ kind: 'wait' }));
  });

  it('given a watch that was lost, then the journey looks out again as it is told so', () => {
    const begun = withoutAny(enter(STOPPABLE));
    expect(look(STOPPABLE, begun, NOW + 1)).toBeUndefined();
    const decision = look(STOPPABLE, begun, NOW + 1, { isWoken: true });
    expect(decision?.profile.contacts.watches).toMatchObject([{ kind: 'stop', aggregate: BOOKINGS }]);
    expect(decision?.journey).toMatchObject({ dueAt: NOW + DAY, nextStep: 1 });
  });
});

describe('what a guest is told', () => {
  /** Each message with its moment: the guest books at a moment, and the journey is told of it if it looks out. */
  function walk(campaign: Campaign, before: readonly Watch[], bookedAt: number): readonly [string, number][] {
    let standing = enter(campaign, { profile: guestWith(before) });
    let isBooked = false;
    const messages: [string, number][] = [];
    while (standing.journey.status === 'waiting') {
      const due = nextLookAt(standing.journey) ?? expect.fail('it waits');
      const now = isBooked ? due : Math.min(due, bookedAt);
      if (!isBooked && now === bookedAt) {
        isBooked = true;
        standing = booked(standing, bookedAt);
        const isTold = standing.profile.contacts.watches?.some((watch) => watch.campaign === campaign.id);
        if (isTold !== true && due > now) continue;
      }
      const next = look(campaign, standing, now, { isWoken: true });
      if (next === undefined) continue;
      messages.push(...next.deliveries.map(({ step }): [string, number] => [step, now]));
      standing = next;
    }
    return messages;
  }

  it('does not depend on how many journeys they are in: five minutes at most lie between', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(WAITING, STOPPABLE),
        fc.integer({ min: 0, max: MAXIMUM_WATCHES }),
        fc.integer({ min: 1, max: 2 * DAY }),
        (campaign, count, after) => {
          const alone = walk(campaign, [], NOW + after);
          const among = walk(campaign, others(count), NOW + after);
          expect(among.map(([step]) => step)).toEqual(alone.map(([step]) => step));
          for (const [index, [, at]] of among.entries()) {
            const late = at - (alone[index]?.[1] ?? 0);
            expect(late).toBeGreaterThanOrEqual(0);
            expect(late).toBeLessThanOrEqual(LOOK_MILLISECONDS);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('nextLookAt', () => {
  it('is when something is due, or it looks for itself, whichever comes first; never once it is over', () => {
    expect(nextLookAt({ dueAt: NOW })).toBe(NOW);
    expect(nextLookAt({ dueAt: NOW + DAY, looksAt: SOON })).toBe(SOON);
    expect(nextLookAt({ dueAt: NOW, looksAt: SOON })).toBe(NOW);
    expect(nextLookAt({ dueAt: null, looksAt: SOON })).toBeNull();
  });
});
