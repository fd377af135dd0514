import { describe, expect, it } from 'vitest';
import { describeSteps } from '../../../../domain/campaign/journey/journey.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
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
import { booked, enter, look } from '../../../support/walk-journey.ts';

/** Where the journey is after its first step, as the trace says it. */
function placed(steps: readonly Step[], options: Parameters<typeof enter>[1] = {}) {
  return enter(aCampaign({ steps }), options).journey.trace.slice(1);
}

const NOBODY: Condition = { kind: 'not', of: { kind: 'everyone' } };
const END: Step = { kind: 'end', id: '9' };
const branch = (first: Condition, second?: Condition): Step => ({
  kind: 'branch',
  id: '1',
  arms: [
    { if: first, to: 1 },
    { ...(second && { if: second }), to: 1 },
  ],
  after: 1,
});
const FOR_BOOKING: Step = {
  kind: 'wait for event',
  id: '1',
  until: BOOKED_SINCE_ENTRY,
  aggregates: [BOOKINGS],
  atMostMilliseconds: DAY,
};
const forDate = (path: string): Step => ({
  kind: 'wait for date',
  id: '1',
  of: 'profile',
  path: [path],
  before: { months: 0, milliseconds: 0 },
});

describe('the trace of a journey', () => {
  it.each<[string, Step, object]>([
    ['the first arm that it takes', branch({ kind: 'everyone' }), { step: '1', arm: 1 }],
    ['a later one', branch(NOBODY, { kind: 'everyone' }), { step: '1', arm: 2 }],
    ['the one that is left', branch(NOBODY), { step: '1', arm: 2 }],
    [
      'the arm that is drawn',
      {
        kind: 'split',
        id: '1',
        salt: 's',
        arms: [
          { weight: 0, to: 1 },
          { weight: 1, to: 1 },
        ],
      },
      { step: '1', arm: 2 },
    ],
    ['a branch of which it takes none', branch(NOBODY, NOBODY), { step: '1' }],
    ['what it sets', { kind: 'set', id: '1', traits: { stage: 'won' } }, { step: '1' }],
    [
      'what it has nothing to set to',
      { kind: 'set', id: '1', traits: { stage: '{{ profile.none }}' } },
      { step: '1' },
    ],
    ['what it grants', { kind: 'grant', id: '1', offer: 'tea' }, { step: '1' }],
    ['a message', aSend('1'), { step: '1' }],
    ['a wait', { kind: 'wait', id: '1', milliseconds: DAY }, { step: '1' }],
    [
      'a wait for a time of day',
      { kind: 'wait for time', id: '1', at: { hour: 9, minute: 0 } },
      { step: '1' },
    ],
    ['a wait for an event', FOR_BOOKING, { step: '1' }],
    ['what has come already', forDate('over'), { step: '1' }],
    ['the step that it ends at', { kind: 'end', id: '1' }, { step: '1' }],
    ['a date that there is not', forDate('none'), { step: '1' }],
  ])('says where it is: at %s', (_what, step, where) => {
    const over = { value: '2026-03-01', at: NOW, messageId: 'm' };
    const [entry] = placed([step, END], { profile: aContactableGuest({ traits: { over } }) });
    const { at, what, ...said } = entry ?? { at: 0, what: '' };
    expect(said).toEqual(where);
    expect(at).toBe(NOW);
    expect(what).not.toBe('');
  });

  it('says at which message it is, and why that is not sent', () => {
    const [entry] = placed([aSend('1'), END], { profile: aContactableGuest({ consent: {} }) });
    expect(entry).toMatchObject({ step: '1', what: 'step 1: email suppressed, no consent for marketing' });
  });

  it('says until when a message is held', () => {
    const campaign = aCampaign({ steps: [aSend('1'), END] });
    const quietHours = {
      from: { hour: 10, minute: 0 },
      to: { hour: 12, minute: 0 },
      channels: ['email' as const],
    };
    const active = anActiveProgram([campaign], {
      permission: { quietHours, suppress: [], caps: [] },
    });
    const { dueAt, trace } = enter(campaign, { active }).journey;
    expect(trace.at(-1)).toMatchObject({ step: '1', heldUntil: dueAt });
  });

  it('says at which message it waits for a turn', () => {
    const rate = { messages: 1, perMilliseconds: 1000 };
    const { journey } = enter(aCampaign({ steps: [aSend('1', { rate }), END] }), {
      slots: { 1: NOW + 5000 },
    });
    expect(journey).toMatchObject({ dueAt: NOW + 5000, slot: { step: '1', at: NOW + 5000 } });
    expect(journey.trace.at(-1)).toMatchObject({ step: '1' });
  });

  it('says at which step what it waits for had come before', () => {
    const campaign = aCampaign({ steps: [{ kind: 'wait', id: '0', milliseconds: DAY }, FOR_BOOKING, END] });
    const decision = look(campaign, booked(enter(campaign), NOW + 1), NOW + DAY);
    expect(decision?.journey.trace).toContainEqual({
      at: NOW + DAY,
      what: 'step 1: what it waits for had come',
      step: '1',
    });
  });

  it('is told as one line', () => {
    expect(describeSteps([])).toBe('');
    const trace = [
      { at: NOW, what: 'began' },
      { at: NOW + 1, what: 'ended: completed' },
    ];
    expect(describeSteps(trace)).toBe('began; ended: completed');
  });
});
