import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSend,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enter, look, said } from '../../../support/walk-journey.ts';

const HOUR = 3_600_000;
const FOR_BOOKING: Step = {
  kind: 'wait for event',
  id: '1',
  until: BOOKED_SINCE_ENTRY,
  aggregates: [BOOKINGS],
  atMostMilliseconds: DAY,
};
const WAIT: Step = { kind: 'wait', id: '2', milliseconds: HOUR };
const CAMPAIGN = aCampaign({ steps: [FOR_BOOKING, WAIT, aSend('3')] });
const WATCH = {
  kind: 'wait',
  profileId: 'p-john',
  journeyId: 'win-back#lapsed.entry.p-john.1',
  campaign: 'win-back',
  aggregate: BOOKINGS,
  from: NOW,
  until: NOW + DAY,
};

function wake(before: Decision, now: number, campaign: Campaign = CAMPAIGN): Decision | undefined {
  return look(campaign, before, now, { isWoken: true });
}

describe('a wait for an event', () => {
  it('looks out for it, at most so long', () => {
    const { journey, profile } = enter(CAMPAIGN);
    expect(journey).toMatchObject({ status: 'waiting', nextStep: 0, awaits: '1', dueAt: NOW + DAY });
    expect(journey.trace.at(-1)?.what).toBe(
      'step 1: waits for an event, at most until 2026-03-03T10:00:00.000Z',
    );
    expect(profile.contacts.watches).toEqual([WATCH]);
  });

  it('is over once it comes: what follows counts from then', () => {
    const decision = wake(booked(enter(CAMPAIGN), NOW + HOUR), NOW + HOUR + 500);
    expect(decision?.journey).toMatchObject({ nextStep: 2, dueAt: NOW + 2 * HOUR + 500 });
    expect(decision?.journey).not.toHaveProperty('awaits');
    expect(decision?.profile.contacts).not.toHaveProperty('watches');
    expect(said(decision as Decision)).toContain('step 1: what it waited for came');
  });

  it('is over when its time is, and what follows counts from then, however late the look', () => {
    const decision = look(CAMPAIGN, enter(CAMPAIGN), NOW + DAY + 10 * HOUR);
    expect(decision?.journey.dueAt).toBe(NOW + DAY + HOUR);
    expect(decision?.profile.contacts).not.toHaveProperty('watches');
    expect(said(decision as Decision)).toContain('step 1: waited its time');
  });

  it('says that it came, where the look that is due finds it', () => {
    const decision = look(CAMPAIGN, booked(enter(CAMPAIGN), NOW + HOUR), NOW + DAY);
    expect(decision?.journey.dueAt).toBe(NOW + DAY + HOUR);
    expect(said(decision as Decision)).toContain('step 1: what it waited for came');
  });

  it('goes on where something else woke it, writing nothing', () => {
    const before = enter(CAMPAIGN);
    expect(wake(before, NOW + HOUR)).toBeUndefined();
    expect(wake(booked(before, NOW - HOUR), NOW + HOUR)).toBeUndefined();
  });

  it('is not looked at before it is due, unless woken', () => {
    const before = booked(enter(CAMPAIGN), NOW + HOUR);
    expect(look(CAMPAIGN, before, NOW + DAY - 1)).toBeUndefined();
    expect(look(CAMPAIGN, before, NOW + DAY - 1, { isWoken: false })).toBeUndefined();
  });

  it('wakes no journey that waits for a moment', () => {
    const after = wake(booked(enter(CAMPAIGN), NOW + HOUR), NOW + HOUR) as Decision;
    expect(wake(after, NOW + HOUR + 1)).toBeUndefined();
  });

  it('is none where it had come since the journey began', () => {
    const campaign = aCampaign({ steps: [{ ...WAIT, id: '0' }, FOR_BOOKING, WAIT, aSend('3')] });
    const decision = look(campaign, booked(enter(campaign), NOW + 1), NOW + HOUR);
    expect(decision?.journey).toMatchObject({ nextStep: 3, dueAt: NOW + 2 * HOUR });
    expect(decision?.profile.contacts).not.toHaveProperty('watches');
    expect(said(decision as Decision)).toContain('step 1: what it waits for had come');
  });

  it.each([
    ['at once', CAMPAIGN, 1, 0],
    ['after a wait', aCampaign({ steps: [{ ...WAIT, id: '0' }, FOR_BOOKING, WAIT, aSend('3')] }), 2, HOUR],
  ])(
    'is none %s where it came before, by a clock ahead of the one that decides',
    (_, campaign, waits, at) => {
      const ahead = NOW + at + 60;
      const saw = <T extends Pick<Decision, 'profile'>>(before: T): T => ({
        ...before,
        profile: { ...booked(before, ahead).profile, lastSeen: ahead },
      });
      const begun = enter(campaign, waits === 1 ? saw({ profile: aContactableGuest() }) : {});
      const decision = waits === 1 ? begun : look(campaign, saw(begun), NOW + at);
      expect(decision?.journey).toMatchObject({ nextStep: waits + 1 });
      expect(said(decision as Decision)).toContain('step 1: what it waits for had come');
    },
  );

  it('begins after a wait as it does at once', () => {
    const campaign = aCampaign({ steps: [{ ...WAIT, id: '0' }, FOR_BOOKING, aSend('3')] });
    const decision = look(campaign, enter(campaign), NOW + 2 * HOUR);
    expect(decision?.journey).toMatchObject({ nextStep: 1, awaits: '1', dueAt: NOW + HOUR + DAY });
    expect(decision?.profile.contacts.watches).toEqual([{ ...WATCH, until: NOW + HOUR + DAY }]);
  });

  it('ends with the journey that something stops', () => {
    const campaign = aCampaign({ steps: [FOR_BOOKING, aSend('2')], stopWhen: BOOKED_SINCE_ENTRY });
    const decision = wake(booked(enter(campaign), NOW + HOUR), NOW + HOUR, campaign);
    expect(decision?.journey).toMatchObject({ status: 'ended', end: 'stopped' });
    expect(decision?.journey).not.toHaveProperty('awaits');
    expect(decision?.profile.contacts).not.toHaveProperty('watches');
  });

  it('waits its time, and says so, where the present playbook no longer maintains what it asks about', () => {
    const unknown: Step = { ...FOR_BOOKING, until: { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as never };
    const campaign = aCampaign({ steps: [unknown, aSend('2')] });
    const begun = enter(campaign, { active: anActiveProgram([campaign]) });
    expect(begun.journey).toMatchObject({ awaits: '1', dueAt: NOW + DAY });
    expect(said(begun)).toContain('step 1: the present playbook cannot tell whether what it waits for comes');
    const over = look(campaign, begun, NOW + DAY);
    expect(over?.journey.end).toBe('completed');
    expect(said(over as Decision)).toContain('step 1: waited its time');
  });
});
