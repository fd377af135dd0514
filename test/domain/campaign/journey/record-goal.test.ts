import { describe, expect, it } from 'vitest';
import {
  MAXIMUM_GOAL_WATCHES,
  NO_CONTACTS,
  type Watch,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { collapseJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import { noteForgottenGoal, recordGoal } from '../../../../domain/campaign/journey/record-goal.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { aCampaign, aContactableGuest, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, said } from '../../../support/walk-journey.ts';

const GOAL = {
  of: { names: ['Booking Made'], where: [] },
  aggregate: 'bookings',
  withinMilliseconds: 7 * DAY,
};
const WAIT: Step = { kind: 'wait', id: '2', milliseconds: 30 * DAY };
const OVER = aCampaign({ steps: [aSend('1')], goal: GOAL });
const UNDER_WAY = aCampaign({ steps: [aSend('1'), WAIT, aSend('3')], goal: GOAL });

function record({ journey, profile }: Decision, time: number, now = time + 500): Decision | undefined {
  return recordGoal({ journey, profile, time, now });
}

describe('recordGoal', () => {
  it.each([
    ['under way', UNDER_WAY],
    ['over', OVER],
  ])('notes on a journey that is %s when its goal was reached', (_what, campaign) => {
    const before = enter(campaign);
    const after = record(before, NOW + DAY);
    const { status, dueAt, nextStep } = before.journey;
    expect(after).toMatchObject({
      journey: { revision: 2, convertedAt: NOW + DAY, status, dueAt, nextStep },
      profile: { version: before.profile.version + 1 },
      deliveries: [],
      signals: [],
      events: [],
    });
    expect(after?.profile.contacts).not.toHaveProperty('watches');
    expect(said(after as Decision).at(-1)).toBe('the goal was reached');
  });

  it.each([
    ['just after the first message', 1, true],
    ['at the last moment', 7 * DAY, true],
    ['at the very moment of the message', 0, false],
    ['too late', 7 * DAY + 1, false],
  ])('given an event %s', (_what, after, isRecorded) => {
    expect(record(enter(OVER), NOW + after) !== undefined).toBe(isRecorded);
  });

  it('finds its own among what other journeys look out for', () => {
    const { journey, profile } = enter(OVER);
    const other = { ...profile.contacts.watches?.[0], journeyId: 'other' } as Watch;
    const watches = [other, ...(profile.contacts.watches ?? []), { ...other, kind: 'wait' as const }];
    const contacts = { ...profile.contacts, watches };
    const after = record({ ...enter(OVER), journey, profile: { ...profile, contacts } }, NOW + DAY);
    expect(after?.profile.contacts.watches).toEqual([other, { ...other, kind: 'wait' }]);
  });

  it('notes the first only', () => {
    const first = record(enter(OVER), NOW + DAY) as Decision;
    expect(record(first, NOW + 2 * DAY)).toBeUndefined();
    const { watches } = enter(OVER).profile.contacts;
    const again = {
      ...first,
      profile: { ...first.profile, contacts: { ...first.profile.contacts, watches: watches ?? [] } },
    };
    expect(record(again, NOW + 2 * DAY)).toBeUndefined();
  });

  it('is for the journey that looks out, and no other', () => {
    const { journey, profile } = enter(OVER);
    expect(
      record({ ...enter(OVER), journey: { ...journey, journeyId: 'other' } }, NOW + DAY),
    ).toBeUndefined();
    const waits = {
      ...profile.contacts,
      watches: profile.contacts.watches?.map((watch) => ({ ...watch, kind: 'wait' as const })) ?? [],
    };
    expect(record({ ...enter(OVER), profile: { ...profile, contacts: waits } }, NOW + DAY)).toBeUndefined();
  });

  it('notes nothing on a journey that gave way to another', () => {
    const { journey, profile } = enter(UNDER_WAY);
    const collapsed = collapseJourney({
      journey,
      profile,
      now: NOW + 1,
    });
    expect(record(collapsed, NOW + DAY)).toBeUndefined();
  });
});

describe('noteForgottenGoal', () => {
  const FORGOTTEN = 'the goal is not looked out for: the guest has too many journeys';

  it('says on the journey that nobody looks out for its goal any more, once', () => {
    const { journey, profile } = enter(OVER);
    const noted = noteForgottenGoal({ journey, profile, now: NOW + DAY }) as Decision;
    expect(said(noted).at(-1)).toBe(FORGOTTEN);
    expect(noted).toMatchObject({ journey: { status: 'ended', dueAt: null }, deliveries: [] });
    expect(noteForgottenGoal({ ...noted, now: NOW + DAY })).toBeUndefined();
  });

  it('says nothing where the goal was reached', () => {
    const reached = record(enter(OVER), NOW + DAY) as Decision;
    expect(noteForgottenGoal({ ...reached, now: NOW + DAY })).toBeUndefined();
  });

  it('is what a message says of whose guest has room for no more goals', () => {
    const goals = Array.from({ length: MAXIMUM_GOAL_WATCHES }, (_, index): Watch => {
      const of = { profileId: 'p-john', journeyId: `other#${index}`, campaign: 'other' };
      return { kind: 'goal', ...of, aggregate: 'bookings', from: NOW - 1, until: NOW + DAY };
    });
    const profile = aContactableGuest({ contacts: { ...NO_CONTACTS, watches: goals } });
    const begun = enter(OVER, { profile });
    expect(said(begun)).toContain(FORGOTTEN);
    expect(begun.profile.contacts.watches).toEqual(goals);
    expect(begun.deliveries).toMatchObject([{ status: 'requested' }]);
  });
});
