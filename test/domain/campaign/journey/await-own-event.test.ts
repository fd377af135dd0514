import { describe, expect, it } from 'vitest';
import { MAXIMUM_WATCHES, NO_CONTACTS, type Watch } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign, aContactableGuest, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, look, said, settle, takenIn } from '../../../support/walk-journey.ts';

const MINUTE = 60_000;
const SET: Step = { kind: 'set', id: '1', traits: { tier: 'gold' } };
const IS_GOLD: Condition = {
  kind: 'trait',
  path: ['tier'],
  matcher: { tests: [{ op: 'is', value: 'gold' }], ignoreCase: false },
};
const BRANCHING: readonly Step[] = [
  SET,
  { kind: 'branch', id: '2', arms: [{ if: IS_GOLD, to: 2 }], after: 4 },
  aSend('2.1.1', { contents: [{ channel: 'email', template: 'win-back', subject: 'Gold' }] }),
  { kind: 'jump', id: '2.1.end', to: 4 },
];

const folded = (decision: Decision): Decision => ({ ...decision, profile: takenIn(decision) });

describe('what follows a step that sets or grants', () => {
  it('waits until that is in the state of the guest, at most a minute', () => {
    const begun = enter(aCampaign({ steps: [SET, aSend('2')] }));
    expect(begun.deliveries).toEqual([]);
    const [event] = begun.events;
    expect(begun.journey).toMatchObject({ status: 'waiting', nextStep: 1, dueAt: NOW + MINUTE });
    expect(begun.journey.awaitsOwn).toEqual({ ...event?.key, receivedAt: NOW + 1, since: NOW });
    expect(begun.profile.contacts.watches).toEqual([
      {
        kind: 'wait',
        profileId: 'p-john',
        journeyId: begun.journey.journeyId,
        campaign: 'win-back',
        messageId: event?.messageId,
        from: NOW,
        until: NOW + 1 + MINUTE,
      },
    ]);
  });

  it('sees it, and looks out for nothing any more', () => {
    const campaign = aCampaign({ steps: BRANCHING });
    const decision = settle(campaign, enter(campaign));
    expect(said(decision)).toContain('step 2: arm 1');
    expect(decision.deliveries).toMatchObject([{ step: '2.1.1', status: 'requested' }]);
    expect(decision.journey).not.toHaveProperty('awaitsOwn');
    expect(decision.profile.contacts.watches).toBeUndefined();
  });

  it('is not looked at before, though the journey is told of something else', () => {
    const campaign = aCampaign({ steps: [SET, aSend('2')] });
    expect(look(campaign, enter(campaign), NOW + 1000, { isWoken: true })).toBeUndefined();
    expect(look(campaign, folded(enter(campaign)), NOW + 1000)).toBeUndefined();
  });

  it('goes on without it after a minute, and says so', () => {
    const campaign = aCampaign({ steps: BRANCHING });
    const decision = look(campaign, enter(campaign), NOW + MINUTE);
    expect(decision && said(decision)).toEqual(
      expect.arrayContaining([
        'goes on without what it set or granted: that was not taken in within a minute',
        'step 2: no arm',
      ]),
    );
    expect(decision?.profile.contacts.watches).toBeUndefined();
  });

  it('counts its waits as if there had been none', () => {
    const wait: Step = { kind: 'wait', id: '2', milliseconds: 30_000 };
    const campaign = aCampaign({ steps: [SET, wait, aSend('3')] });
    const later = look(campaign, folded(enter(campaign)), NOW + 5000, { isWoken: true });
    expect(later?.journey.dueAt).toBe(NOW + 30_000);
  });

  it.each<[string, readonly Step[]]>([
    ['nothing', [SET]],
    ['an end', [SET, { kind: 'end', id: '2' }]],
    ['the end of an arm, and nothing', [SET, { kind: 'jump', id: '2.end', to: 2 }]],
    ['a wait that is longer', [SET, { kind: 'wait', id: '2', milliseconds: DAY }, aSend('3')]],
  ])('does not wait for it where it is %s', (_, steps) => {
    expect(enter(aCampaign({ steps })).journey).not.toHaveProperty('awaitsOwn');
  });

  it('waits for an offer that went with a message, and not where the message was suppressed', () => {
    const campaign = aCampaign({ steps: [aSend('1', { offer: 'gift' }), aSend('2')] });
    expect(enter(campaign).deliveries).toMatchObject([{ step: '1' }]);
    const profile = aContactableGuest({ consent: {} });
    expect(enter(campaign, { profile }).deliveries).toMatchObject([{ step: '1' }, { step: '2' }]);
  });

  it('given a guest of whom enough is looked out for, then nothing gives way, and it looks a minute later', () => {
    const watches = Array.from({ length: MAXIMUM_WATCHES }, (_, index): Watch => {
      const of = { profileId: 'p-john', journeyId: `other#${index}`, campaign: 'other' };
      return { kind: 'wait', ...of, aggregate: 'bookings', from: NOW - index, until: NOW + DAY };
    });
    const profile = aContactableGuest({ contacts: { ...NO_CONTACTS, watches } });
    const begun = enter(aCampaign({ steps: [SET, aSend('2')] }), { profile });
    expect(begun.profile.contacts.watches).toEqual(watches);
    expect(begun.journey).toMatchObject({ dueAt: NOW + MINUTE });
  });
});

describe('the time of what a step sets or grants', () => {
  it('is after all that the guest did before, and after the event that began the journey', () => {
    const campaign = aCampaign({ steps: [SET] });
    const timeOf = (lastSeen: number, now: number) =>
      enter(campaign, { profile: aContactableGuest({ lastSeen }), now }).events[0]?.time;
    expect(timeOf(NOW, NOW + 5)).toBe(NOW + 6);
    expect(timeOf(NOW + 9, NOW + 5)).toBe(NOW + 10);
    expect(timeOf(NOW - DAY, NOW)).toBe(NOW + 1);
  });
});
