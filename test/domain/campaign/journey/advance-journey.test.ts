import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import { foldAggregates } from '../../../../domain/segment/aggregate/fold-aggregates.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
  BOOKED_SINCE_ENTRY,
  DAY,
} from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

function begin(campaign: Campaign, profile = aContactableGuest()): Decision {
  const active = anActiveProgram([campaign]);
  const beginning = beginJourney({ active, campaign, profile, signal: aSegmentEntered(), now: NOW });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return beginning.decision;
}

function advance(
  campaign: Campaign,
  before: Decision,
  now: number,
  active = anActiveProgram([campaign]),
): Decision {
  const { journey, profile } = before;
  const advanced = advanceJourney({ active, campaign, journey, profile, now });
  if (advanced.kind !== 'decided') throw new Error(advanced.kind);
  return advanced.decision;
}

/** The same, after the guest has booked. */
function booked(decision: Decision, time: number): Decision {
  const folded = foldAggregates(anActiveProgram([]), decision.profile.aggregates, anEvent({ time }));
  if (folded === 'refold') throw new Error('refold');
  return { ...decision, profile: { ...decision.profile, aggregates: folded.states } };
}

describe('advanceJourney', () => {
  it('sends when the wait is over, and ends', () => {
    const campaign = aCampaign();
    const decision = advance(campaign, begin(campaign), NOW + 3 * DAY);
    expect(decision).toMatchObject({
      journey: { revision: 2, status: 'ended', end: 'completed', dueAt: null },
      deliveries: [{ deliveryId: 'win-back#lapsed.entry.p-john.1#2', status: 'requested', why: null }],
      signals: [{ id: 'p-john-6-0', channel: 'email', deliveryId: 'win-back#lapsed.entry.p-john.1#2' }],
      profile: { version: 6, contacts: { open: {}, sends: [{ campaign: 'win-back', channel: 'email' }] } },
    });
  });

  it('does nothing before the wait is over', () => {
    const campaign = aCampaign();
    const { journey, profile } = begin(campaign);
    const active = anActiveProgram([campaign]);
    const early = advanceJourney({ active, campaign, journey, profile, now: NOW + 3 * DAY - 1 });
    expect(early).toEqual({ kind: 'nothing due' });
  });

  it('counts each wait from when it was due to begin, however late the wake', () => {
    const wait = (id: string) => ({ kind: 'wait', id, milliseconds: DAY }) as const;
    const campaign = aCampaign({ steps: [wait('1'), wait('2'), aSend('3')] });
    const late = advance(campaign, begin(campaign), NOW + DAY + 7_000);
    expect(late.journey.dueAt).toBe(NOW + 2 * DAY);
  });

  it('stops where the guest did what stops it since the journey began', () => {
    const campaign = aCampaign({ stopWhen: BOOKED_SINCE_ENTRY });
    const decision = advance(campaign, booked(begin(campaign), NOW + DAY), NOW + 3 * DAY);
    expect(decision).toMatchObject({ journey: { end: 'stopped' }, deliveries: [], signals: [] });
  });

  it('goes on where the guest did so before the journey began', () => {
    const campaign = aCampaign({ stopWhen: BOOKED_SINCE_ENTRY });
    const decision = advance(campaign, booked(begin(campaign), NOW - DAY), NOW + 3 * DAY);
    expect(decision.journey.end).toBe('completed');
  });

  it('ends where `if` no longer holds', () => {
    const campaign = aCampaign({ if: { kind: 'consent', purpose: 'marketing' } });
    const before = begin(campaign);
    const consent = { marketing: { granted: false, at: NOW + DAY, messageId: 'm-2' } };
    const withdrawn = { ...before, profile: { ...before.profile, consent } };
    expect(advance(campaign, withdrawn, NOW + 3 * DAY).journey.end).toBe('condition failed');
  });

  it('asks `if` at each message, and not at the looks between', () => {
    const wait = (id: string) => ({ kind: 'wait', id, milliseconds: DAY }) as const;
    const campaign = aCampaign({
      if: { kind: 'consent', purpose: 'marketing' },
      steps: [wait('1'), wait('2'), { kind: 'grant', id: '3', offer: 'tea' }, aSend('4')],
    });
    const before = begin(campaign);
    const consent = (granted: boolean) => ({ marketing: { granted, at: NOW + DAY, messageId: 'm-2' } });
    const withdrawn = { ...before, profile: { ...before.profile, consent: consent(false) } };
    const between = advance(campaign, withdrawn, NOW + DAY);
    expect(between.journey).toMatchObject({ status: 'waiting', dueAt: NOW + 2 * DAY });
    const given = { ...between, profile: { ...between.profile, consent: consent(true) } };
    expect(advance(campaign, given, NOW + 2 * DAY).events).toHaveLength(1);
  });

  it.each([
    ['staff', { channel: 'staff', role: 'waiter', message: 'Call them.' }],
    ['a webhook', { channel: 'webhook', destination: 'crm', body: {} }],
  ] as const)('asks `if` before it tells %s', (_whom, content) => {
    const [wait] = aCampaign().steps;
    const campaign = aCampaign({
      if: { kind: 'consent', purpose: 'marketing' },
      steps: wait === undefined ? [] : [wait, aSend('2', { contents: [content] })],
    });
    const before = begin(campaign);
    const consent = { marketing: { granted: false, at: NOW + DAY, messageId: 'm-2' } };
    const told = advance(campaign, { ...before, profile: { ...before.profile, consent } }, NOW + 3 * DAY);
    expect(told).toMatchObject({ journey: { end: 'condition failed' }, deliveries: [] });
  });

  it('writes a suppressed row with why, and no signal, where consent is missing', () => {
    const campaign = aCampaign();
    const before = begin(campaign, aContactableGuest({ consent: {} }));
    expect(advance(campaign, before, NOW + 3 * DAY)).toMatchObject({
      deliveries: [{ status: 'suppressed', why: 'no consent for marketing' }],
      signals: [],
      profile: { contacts: { sends: [] } },
    });
  });

  it('collapses where a merge kept another journey of the campaign', () => {
    const campaign = aCampaign();
    const before = begin(campaign);
    const open = {
      'win-back': { profileId: 'p-other', journeyId: 'win-back#lapsed.entry.p-john.1', enteredAt: NOW - 1 },
    };
    const profile = { ...before.profile, contacts: { ...before.profile.contacts, open } };
    const decision = advance(campaign, { ...before, profile }, NOW + 3 * DAY);
    expect(decision).toMatchObject({ journey: { end: 'collapsed by a merge' }, deliveries: [] });
    expect(decision.profile.contacts.open).toEqual(open);
  });

  it('goes on where the active playbook no longer has the campaign', () => {
    const campaign = aCampaign();
    const decision = advance(campaign, begin(campaign), NOW + 3 * DAY, anActiveProgram([]));
    expect(decision).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ status: 'requested' }] });
  });

  it('asks the present conditions, and says so, where those it began with can no longer be answered', () => {
    const campaign = aCampaign({ stopWhen: { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as never });
    const present = aCampaign({ stopWhen: { kind: 'everyone' } });
    const before = begin(aCampaign());
    const decision = advance(campaign, before, NOW + 3 * DAY, anActiveProgram([present]));
    expect(decision.journey.end).toBe('stopped');
    expect(decision.journey.trace.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('present playbook'),
    );
  });

  it('does nothing on a journey that is over', () => {
    const campaign = aCampaign();
    const { journey, profile } = advance(campaign, begin(campaign), NOW + 3 * DAY);
    const active = anActiveProgram([campaign]);
    const now = NOW + 9 * DAY;
    expect(advanceJourney({ active, campaign, journey, profile, now })).toEqual({ kind: 'nothing due' });
  });

  it('asks for a profile that is kept with the aggregates of the active playbook', () => {
    const campaign = aCampaign();
    const { journey, profile } = begin(campaign);
    const active = anActiveProgram([campaign], { aggregatesDigest: 'others' });
    const now = NOW + 3 * DAY;
    expect(advanceJourney({ active, campaign, journey, profile, now })).toEqual({ kind: 'profile outdated' });
  });

  it('ends where the version that it began with does not have the campaign', () => {
    const campaign = aCampaign();
    const { journey, profile } = begin(campaign);
    const input = { active: anActiveProgram([campaign]), campaign: undefined, journey, profile };
    const advanced = advanceJourney({ ...input, now: NOW + 3 * DAY });
    expect(advanced).toMatchObject({ decision: { journey: { end: 'campaign removed' } } });
  });

  it('asks the present `if` where the one it began with can no longer be answered', () => {
    const campaign = aCampaign({ if: { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as never });
    const before = begin(aCampaign());
    const now = NOW + 3 * DAY;
    const presentIf = (condition: Condition) => anActiveProgram([aCampaign({ if: condition })]);
    const everyone = advance(campaign, before, now, presentIf({ kind: 'everyone' }));
    expect(everyone.journey.end).toBe('completed');
    const nobody = advance(campaign, before, now, presentIf({ kind: 'not', of: { kind: 'everyone' } }));
    expect(nobody.journey.end).toBe('condition failed');
  });

  it('has those segments looked at that ask whether it has sent something, once it has', () => {
    const campaign = aCampaign();
    const when: Condition = { kind: 'message', campaign: 'win-back', status: 'sent' };
    const active = anActiveProgram([campaign], { segments: [{ id: 'told', name: 'Told', when }] });
    const before = begin(campaign);
    const sent = advance(campaign, before, NOW + 3 * DAY, active);
    expect(sent.profile).toMatchObject({ wakeAt: NOW + 3 * DAY, nextChanges: { told: NOW + 3 * DAY } });
    const unreachable = { ...before, profile: { ...before.profile, consent: {} } };
    expect(advance(campaign, unreachable, NOW + 3 * DAY, active).profile).toMatchObject({ wakeAt: null });
  });

  it('asks `if` as it began with, also where `stopWhen` can no longer be answered', () => {
    const dropped = { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as never;
    const campaign = aCampaign({ if: { kind: 'everyone' }, stopWhen: dropped });
    const nobody: Condition = { kind: 'not', of: { kind: 'everyone' } };
    const active = anActiveProgram([aCampaign({ if: nobody })]);
    expect(advance(campaign, begin(aCampaign()), NOW + 3 * DAY, active).journey.end).toBe('completed');
  });

  it('names every other id of the person, so that none may have decided the same', () => {
    const campaign = aCampaign();
    const profile = aContactableGuest({ profileId: 'p-survivor', formerProfileIds: ['p-john', 'p-third'] });
    expect(begin(campaign, profile).otherProfileIds).toEqual(['p-survivor', 'p-third']);
  });
});
