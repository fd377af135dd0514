import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { sendIdOf } from '../../../../domain/campaign/contacts/give-back-send.ts';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { PermissionRules } from '../../../../domain/campaign/permission-rules.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  aCampaign,
  aContactableGuest,
  aDelivery,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  aSend,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, look, said } from '../../../support/walk-journey.ts';

const RATE = { messages: 10, perMilliseconds: 3_600_000 };
const RATED = aCampaign({ steps: [aSend('1', { rate: RATE }), aSend('2')] });
const GOAL = {
  of: { names: ['Booking Made'], where: [] },
  aggregate: 'bookings',
  withinMilliseconds: 7 * DAY,
};
const QUIET: PermissionRules = {
  suppress: [],
  caps: [],
  quietHours: { from: { hour: 8, minute: 0 }, to: { hour: 20, minute: 0 }, channels: ['email'] },
};

function entering(campaign: Campaign, slots?: Record<string, number>) {
  const active = anActiveProgram([campaign]);
  const signal = aSegmentEntered();
  return beginJourney({ active, campaign, profile: aContactableGuest(), signal, now: NOW, slots });
}

describe('a send', () => {
  it('is requested, and noted', () => {
    const { deliveries, signals, journey, profile } = enter(aCampaign({ steps: [aSend('1')] }));
    expect(said({ journey })).toEqual([
      'began: Segment Entered',
      'step 1: email requested',
      'ended: completed',
    ]);
    expect(deliveries).toMatchObject([{ step: '1', channel: 'email', status: 'requested', why: null }]);
    expect(deliveries[0]).not.toHaveProperty('reason');
    expect(signals).toMatchObject([{ type: 'Message Requested', channel: 'email' }]);
    expect(journey.firstSendAt).toBe(NOW);
    expect(profile.contacts.sends).toEqual([
      { id: sendIdOf(deliveries[0] ?? aDelivery()), at: NOW, channel: 'email', campaign: 'win-back' },
    ]);
  });

  it('carries what began the journey: the segment, or the event', () => {
    const campaign = aCampaign({ steps: [aSend('1')] });
    const ofSegment = enter(campaign);
    expect(ofSegment.deliveries).toMatchObject([{ segment: 'lapsed' }]);
    expect(ofSegment.deliveries[0]).not.toHaveProperty('event');
    expect(ofSegment.signals[0]).not.toHaveProperty('event');
    const signal = anEventMatched();
    const active = anActiveProgram([campaign]);
    const ofEvent = beginJourney({ active, campaign, profile: aContactableGuest(), signal, now: NOW });
    if (ofEvent.kind !== 'decided') throw new Error(ofEvent.kind);
    expect(ofEvent.decision.deliveries).toMatchObject([{ event: signal.event }]);
    expect(ofEvent.decision.deliveries[0]).not.toHaveProperty('segment');
    expect(ofEvent.decision.signals).toMatchObject([{ event: signal.event }]);
  });

  it('is remembered as one that no cap counts where it is transactional', () => {
    const { profile } = enter(aCampaign({ steps: [aSend('1')], purpose: 'transactional' }));
    expect(profile.contacts.sends).toMatchObject([{ id: expect.any(String), isUncapped: true }]);
  });

  it('is refused with its reason, and grants nothing', () => {
    const decision = enter(aCampaign({ steps: [aSend('1', { offer: 'gift' })] }), {
      profile: aContactableGuest({ consent: {} }),
    });
    expect(decision).toMatchObject({
      deliveries: [{ status: 'suppressed', reason: 'consent', why: 'no consent for marketing' }],
      signals: [],
      events: [],
      profile: { contacts: { sends: [] } },
    });
    expect(decision.journey).not.toHaveProperty('firstSendAt');
    expect(said(decision)).toContain('step 1: email suppressed, no consent for marketing');
  });

  it('grants its offer where it is requested', () => {
    const decision = enter(aCampaign({ steps: [aSend('1', { offer: 'gift' })] }));
    expect(decision.events).toMatchObject([
      { name: 'Offer Granted', properties: { offer: 'gift', step: '1' } },
    ]);
  });

  it('counts what was decided a step before', () => {
    const caps = [{ channel: 'email', atMost: 1, perMilliseconds: DAY }] as const;
    const campaign = aCampaign({ steps: [aSend('1'), aSend('2')] });
    const active = anActiveProgram([campaign], { permission: { suppress: [], caps } });
    expect(enter(campaign, { active }).deliveries).toMatchObject([
      { step: '1', status: 'requested' },
      { step: '2', status: 'suppressed', reason: 'cap' },
    ]);
  });

  it('to staff is no message to the guest', () => {
    const toStaff: Step = aSend('1', { contents: [{ channel: 'staff', role: 'waiter', message: 'Hello' }] });
    const steps = [toStaff, { kind: 'wait', id: '2', milliseconds: DAY }, aSend('3')] as const;
    const { journey, profile, deliveries } = enter(aCampaign({ steps, goal: GOAL }));
    expect(deliveries).toMatchObject([{ channel: 'staff', status: 'requested' }]);
    expect(journey).not.toHaveProperty('firstSendAt');
    expect(profile.contacts).toMatchObject({ sends: [] });
    expect(profile.contacts).not.toHaveProperty('watches');
  });

  it.each([
    ['staff', { channel: 'staff', role: 'waiter', message: 'Hello' }],
    ['a webhook', { channel: 'webhook', destination: 'crm', body: {} }],
  ] as const)(
    'to %s has the goal looked out for where no step sends the guest anything',
    (_what, content) => {
      const wait: Step = { kind: 'wait', id: '2', milliseconds: DAY };
      const first = aSend('1', { contents: [content] });
      const again = aSend('3', { contents: [content] });
      const campaign = aCampaign({ steps: [first, wait, again], goal: GOAL });
      const { journey, profile } = enter(campaign);
      const watch = { kind: 'goal', aggregate: 'bookings', from: NOW, until: NOW + 7 * DAY };
      expect(profile.contacts).toMatchObject({ sends: [], watches: [watch] });
      expect(journey.firstSendAt).toBe(NOW);
      const second = look(campaign, { journey, profile }, NOW + DAY);
      expect(second?.journey.firstSendAt).toBe(NOW);
      expect(second?.profile.contacts.watches).toEqual(profile.contacts.watches);
    },
  );

  it('to staff leaves who is held out measured from their beginning', () => {
    const wait: Step = { kind: 'wait', id: '1', milliseconds: DAY };
    const toStaff = aSend('2', { contents: [{ channel: 'staff', role: 'waiter', message: 'Hello' }] });
    const campaign = aCampaign({ steps: [wait, toStaff], goal: GOAL, holdout: 1 });
    const second = look(campaign, enter(campaign), NOW + DAY);
    expect(second?.deliveries).toMatchObject([{ status: 'requested' }]);
    expect(second?.journey).not.toHaveProperty('firstSendAt');
    expect(second?.profile.contacts.watches).toMatchObject([
      { kind: 'goal', from: NOW, until: NOW + 7 * DAY },
    ]);
  });

  it('has the goal looked out for from the first message on', () => {
    const wait: Step = { kind: 'wait', id: '2', milliseconds: DAY };
    const campaign = aCampaign({ steps: [aSend('1'), wait, aSend('3')], goal: GOAL });
    const first = enter(campaign);
    const watch = { kind: 'goal', aggregate: 'bookings', from: NOW, until: NOW + 7 * DAY };
    expect(first.profile.contacts.watches).toMatchObject([watch]);
    const second = look(campaign, first, NOW + DAY);
    expect(second?.profile.contacts.watches).toMatchObject([watch]);
    expect(second?.journey.firstSendAt).toBe(NOW);
  });
});

describe('a send that is held', () => {
  it('waits for the end of the quiet hours, and is then decided anew', () => {
    const campaign = aCampaign({ steps: [aSend('1'), { kind: 'wait', id: '2', milliseconds: 1000 }] });
    const active = anActiveProgram([campaign], { permission: QUIET });
    const held = enter(campaign, { active });
    expect(held).toMatchObject({ deliveries: [], journey: { status: 'waiting', nextStep: 0 } });
    const { dueAt } = held.journey;
    expect(dueAt).toBeGreaterThanOrEqual(Date.parse('2026-03-02T19:00:00Z'));
    expect(dueAt).toBeLessThan(Date.parse('2026-03-02T19:05:00Z'));
    expect(said(held).at(-1)).toBe(`step 1: held until ${new Date(dueAt ?? 0).toISOString()}, quiet hours`);
    const released = look(campaign, held, dueAt ?? 0, { active });
    expect(released).toMatchObject({
      deliveries: [{ step: '1', status: 'requested' }],
      journey: { nextStep: 2, dueAt: (dueAt ?? 0) + 1000 },
    });
  });

  it('gives back the turn that it was given', () => {
    const campaign = aCampaign({ steps: [aSend('1', { rate: RATE })] });
    const waiting = enter(campaign, { slots: { 1: NOW + 1000 } });
    const active = anActiveProgram([campaign], { permission: QUIET });
    const held = look(campaign, waiting, NOW + 1000, { active }) as Decision;
    expect(held.journey).not.toHaveProperty('slot');
    const { journey, profile } = held;
    const released = advanceJourney({ active, campaign, journey, profile, now: journey.dueAt ?? 0 });
    expect(released).toEqual({ kind: 'slot needed', step: '1', rate: RATE });
  });
});

describe('a send under a rate', () => {
  it('needs a turn before anything is decided', () => {
    expect(entering(RATED)).toEqual({ kind: 'slot needed', step: '1', rate: RATE });
    expect(entering(RATED, { 2: NOW })).toEqual({ kind: 'slot needed', step: '1', rate: RATE });
  });

  it('is requested where its turn has come', () => {
    const decision = enter(RATED, { slots: { 1: NOW } });
    expect(decision.deliveries.map(({ step }) => step)).toEqual(['1', '2']);
    expect(decision.journey).not.toHaveProperty('slot');
  });

  it('waits for a turn that comes later, and needs no other', () => {
    const waiting = enter(RATED, { slots: { 1: NOW + 5000 } });
    expect(waiting).toMatchObject({
      deliveries: [],
      journey: { nextStep: 0, dueAt: NOW + 5000, slot: { step: '1', at: NOW + 5000 } },
    });
    expect(said(waiting).at(-1)).toBe('step 1: its turn comes at 2026-03-02T10:00:05.000Z');
    const sent = look(RATED, waiting, NOW + 5000);
    expect(sent?.deliveries.map(({ step }) => step)).toEqual(['1', '2']);
    expect(sent?.journey).not.toHaveProperty('slot');
  });

  it('needs a turn of its own for each of several', () => {
    const campaign = aCampaign({ steps: [aSend('1', { rate: RATE }), aSend('2', { rate: RATE })] });
    expect(entering(campaign, { 1: NOW })).toMatchObject({ kind: 'slot needed', step: '2' });
    expect(entering(campaign, { 1: NOW, 2: NOW })).toMatchObject({ kind: 'decided' });
  });

  it('takes none where it is refused, and keeps none', () => {
    const refused = enter(RATED, { profile: aContactableGuest({ consent: {} }) });
    expect(refused.deliveries).toMatchObject([{ status: 'suppressed' }, { status: 'suppressed' }]);
    const waiting = enter(RATED, { slots: { 1: NOW + 5000 } });
    const withdrawn = { ...waiting, profile: { ...waiting.profile, consent: {} } };
    const ended = look(RATED, withdrawn, NOW + 5000);
    expect(ended?.deliveries).toMatchObject([{ status: 'suppressed' }, { status: 'suppressed' }]);
    expect(ended?.journey).not.toHaveProperty('slot');
  });
});
