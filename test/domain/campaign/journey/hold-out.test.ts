import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isInControl, isToBeHeldOut } from '../../../../domain/campaign/journey/measured-groups.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { mergeContacts } from '../../../../domain/profile/merge-contacts.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSend,
  BOOKINGS,
  DAY,
} from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enter, look, said, settle } from '../../../support/walk-journey.ts';

const GOAL = {
  of: { names: ['Booking Made'], where: [] },
  aggregate: 'bookings',
  withinMilliseconds: 7 * DAY,
};
const STEPS: readonly Step[] = [
  { kind: 'set', id: '1', traits: { stage: 'asked' } },
  aSend('2', { offer: 'gift' }),
  { kind: 'grant', id: '3', offer: 'gift' },
  aSend('4', { contents: [{ channel: 'staff', role: 'waiter', message: 'Hello' }] }),
  { kind: 'wait', id: '5', milliseconds: DAY },
  aSend('6'),
];
const ALL = aCampaign({ steps: STEPS, holdout: 1, goal: GOAL });
const SOME = aCampaign({ steps: STEPS, holdout: 0.1, goal: GOAL });

describe('a guest who is held out', () => {
  it('is sent nothing, while the rest is done', () => {
    const decision = settle(ALL, enter(ALL));
    expect(decision).toMatchObject({
      journey: { isHeldOut: true, status: 'waiting' },
      deliveries: [
        { step: '2', status: 'suppressed', reason: 'holdout' },
        { step: '4', status: 'requested', channel: 'staff' },
      ],
      profile: { contacts: { heldOut: ['win-back'], sends: [] } },
    });
    expect(decision.events.map(({ messageId }) => messageId.split('#').at(-1))).toEqual(['1', '3']);
    expect(decision.journey).not.toHaveProperty('firstSendAt');
    expect(said(decision)).toContain('held out: nothing is sent to the guest');
  });

  it('is measured from entry on', () => {
    const { profile } = settle(ALL, enter(ALL));
    expect(profile.contacts.watches).toEqual([
      {
        kind: 'goal',
        profileId: 'p-john',
        journeyId: 'win-back#lapsed.entry.p-john.1',
        campaign: 'win-back',
        aggregate: 'bookings',
        from: NOW,
        until: NOW + 7 * DAY,
      },
    ]);
  });

  it('says so once', () => {
    const decision = look(ALL, settle(ALL, enter(ALL)), NOW + DAY);
    expect(decision?.journey.trace.filter(({ what }) => what.startsWith('held out'))).toHaveLength(1);
    expect(decision?.deliveries).toMatchObject([{ step: '6', reason: 'holdout' }]);
  });

  it('is so in the midst of a journey, once they turn out to be somebody who is', () => {
    const campaign = aCampaign({ steps: STEPS, holdout: 0, goal: GOAL });
    const begun = settle(campaign, enter(campaign));
    const contacts = { ...begun.profile.contacts, heldOut: ['win-back'] };
    const decision = look(SOME, { ...begun, profile: { ...begun.profile, contacts } }, NOW + DAY);
    expect(decision).toMatchObject({
      journey: { isHeldOut: true },
      deliveries: [{ step: '6', reason: 'holdout' }],
    });
  });

  it('is so while the journey waits, once it is told to look: the goal is looked out for from its beginning', () => {
    const steps: readonly Step[] = [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')];
    const begun = enter(aCampaign({ steps, holdout: 0, goal: GOAL }));
    const contacts = { ...begun.profile.contacts, heldOut: ['win-back'] };
    const campaign = aCampaign({ steps, holdout: 0.1, goal: GOAL });
    const told = { ...begun, profile: { ...begun.profile, contacts } };

    expect(look(campaign, told, NOW + 1)).toBeUndefined();
    const decision = look(campaign, told, NOW + 1, { isWoken: true });
    expect(decision).toMatchObject({
      journey: { isHeldOut: true, status: 'waiting', dueAt: NOW + DAY, nextStep: begun.journey.nextStep },
      deliveries: [],
      profile: { contacts: { watches: [{ kind: 'goal', from: NOW, until: NOW + 7 * DAY }] } },
    });
    if (decision === undefined) throw new Error('nothing was decided');
    expect(look(campaign, decision, NOW + 2, { isWoken: true })).toBeUndefined();
    expect(look(campaign, decision, NOW + DAY)?.deliveries).toMatchObject([{ reason: 'holdout' }]);
  });

  it('has reached the goal, if that was between the merge that told of it and the look', () => {
    const steps: readonly Step[] = [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')];
    const campaign = aCampaign({ steps, holdout: 0.1, goal: { ...GOAL, aggregate: BOOKINGS } });
    const begun = enter({ ...campaign, holdout: 0 });
    const contacts = { ...begun.profile.contacts, heldOut: ['win-back'] };
    const united = { ...begun, profile: { ...begun.profile, contacts } };
    const mergedAt = NOW + 10_000;
    const lookedAt = (time: number, toldAt = mergedAt) =>
      look(campaign, booked(united, time), mergedAt + 5_000, { isWoken: true, toldAt });

    const decision = lookedAt(mergedAt + 2_000);
    expect(decision).toMatchObject({ journey: { isHeldOut: true, convertedAt: mergedAt + 2_000 } });
    expect(decision && said(decision)).toContain('the goal was reached');
    expect(decision?.profile.contacts.watches).toBeUndefined();
    // What came before the merge was another's, or theirs as one who was not held out.
    for (const before of [lookedAt(mergedAt), lookedAt(mergedAt + 2_000, mergedAt + 2_000)]) {
      expect(before?.journey).not.toHaveProperty('convertedAt');
      expect(before?.profile.contacts.watches).toMatchObject([{ kind: 'goal' }]);
    }
  });

  it('goes on being measured from their first message, where one was sent before', () => {
    const steps: readonly Step[] = [aSend('1'), { kind: 'wait', id: '2', milliseconds: DAY }, aSend('3')];
    const begun = enter(aCampaign({ steps, holdout: 0, goal: GOAL }), { now: NOW });
    const contacts = { ...begun.profile.contacts, heldOut: ['win-back'] };
    const before = {
      journey: { ...begun.journey, enteredAt: NOW - DAY },
      profile: { ...begun.profile, contacts },
    };
    const decision = look(aCampaign({ steps, holdout: 0.1, goal: GOAL }), before, NOW + DAY);
    expect(decision?.journey.isHeldOut).toBe(true);
    expect(decision?.profile.contacts.watches).toEqual(begun.profile.contacts.watches);
  });

  it('is so only of a campaign that holds somebody out', () => {
    const steps: readonly Step[] = [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')];
    const campaign = aCampaign({ steps });
    const profile = aContactableGuest({ contacts: { ...NO_CONTACTS, heldOut: ['win-back'] } });
    const begun = enter(campaign, { profile });
    expect(begun.journey).not.toHaveProperty('isHeldOut');
    expect(look(campaign, begun, NOW + DAY)?.deliveries).toMatchObject([{ status: 'requested' }]);
  });

  it('is not drawn again in the midst of a journey', () => {
    const steps: readonly Step[] = [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2')];
    const begun = enter(aCampaign({ steps, holdout: 0 }));
    const decision = look(aCampaign({ steps, holdout: 1 }), begun, NOW + DAY);
    expect(decision?.journey).not.toHaveProperty('isHeldOut');
    expect(decision?.deliveries).toMatchObject([{ status: 'requested' }]);
  });

  it('adds to those campaigns that they were held out of before', () => {
    const profile = aContactableGuest({ contacts: { ...NO_CONTACTS, heldOut: ['z', 'a'] } });
    expect(enter(ALL, { profile }).profile.contacts.heldOut).toEqual(['a', 'win-back', 'z']);
  });
});

describe('a guest in the control group', () => {
  const campaign = aCampaign({ steps: STEPS });
  const withControl = (control: number) =>
    anActiveProgram([campaign], { permission: { suppress: [], caps: [], control } });

  it('is noted, and gets no marketing', () => {
    const active = withControl(1);
    const decision = settle(campaign, enter(campaign, { active }), { active });
    expect(decision.profile.contacts.isControl).toBe(true);
    expect(decision.deliveries).toMatchObject([
      { reason: 'control' },
      { channel: 'staff', status: 'requested' },
    ]);
  });

  it('is not noted where they are not in it', () => {
    expect(enter(campaign, { active: withControl(0) }).profile.contacts).not.toHaveProperty('isControl');
  });
});

describe('the draws of holdout and control', () => {
  const guests = Array.from({ length: 100_000 }, (_, index) => ({
    seed: `guest-${index}`,
    contacts: NO_CONTACTS,
  }));
  const program = aProgram({ permission: { suppress: [], caps: [], control: 0.05 } });

  /** Within 3.3 standard deviations, which is passed once in 1,000. */
  function expectShare(count: number, of: number, share: number): void {
    expect(Math.abs(count - of * share)).toBeLessThan(3.3 * Math.sqrt(of * share * (1 - share)));
  }

  it('take their shares of 100,000 guests, each by itself', () => {
    const heldOut = guests.filter((guest) => isToBeHeldOut(SOME, guest));
    const control = guests.filter((guest) => isInControl(program, guest));
    expectShare(heldOut.length, guests.length, 0.1);
    expectShare(control.length, guests.length, 0.05);
    expectShare(heldOut.filter((guest) => isInControl(program, guest)).length, guests.length, 0.005);
    const other = guests.filter((guest) => isToBeHeldOut({ id: 'hello', holdout: 0.1 }, guest));
    expectShare(other.filter((guest) => isToBeHeldOut(SOME, guest)).length, guests.length, 0.01);
  });

  it('hold for whoever two of them turn out to be, on either side of the merge', () => {
    for (let index = 0; index + 1 < 4000; index += 2) {
      const [a, b] = [guests[index], guests[index + 1]].map((guest) => {
        const entered = enter(SOME, { profile: aContactableGuest({ seed: guest?.seed ?? '' }) });
        return entered.profile;
      });
      if (a === undefined || b === undefined) throw new Error('two of each');
      const contacts = mergeContacts(a.contacts, b.contacts, program);
      const isHeldOut = [a, b].some((side) => side.contacts.heldOut?.includes('win-back') === true);
      expect(contacts.heldOut?.includes('win-back') === true).toBe(isHeldOut);
      const [survivor, merged] = [{ ...a, contacts }, mergeContacts(b.contacts, a.contacts, program)];
      if (isHeldOut) expect(isToBeHeldOut(SOME, survivor)).toBe(true);
      expect(merged.heldOut).toEqual(contacts.heldOut);
    }
  });
});
