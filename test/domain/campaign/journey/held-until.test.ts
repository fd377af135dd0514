import { describe, expect, it } from 'vitest';
import { heldUntil } from '../../../../domain/campaign/journey/held-until.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const held = { at: NOW - 1, what: 'step 2: held', step: '2', heldUntil: NOW };

describe('heldUntil', () => {
  it('given a journey whose message is held, then it is the moment at which it is let go', () => {
    expect(heldUntil(aJourney({ dueAt: NOW, trace: [held] }))).toBe(NOW);
    const noted = { at: NOW - 1, what: 'held out: nothing is sent to the guest' };
    expect(heldUntil(aJourney({ dueAt: NOW, trace: [held, noted] }))).toBe(NOW);
  });

  it.each([
    ['waits for what is no quiet hours', { dueAt: NOW + 1, trace: [held] }],
    ['was never held', { dueAt: NOW, trace: [] }],
    ['is over', { status: 'ended', dueAt: null, trace: [held] }],
  ] as const)('given a journey that %s, then nothing is held', (_what, part) => {
    expect(heldUntil(aJourney(part))).toBeUndefined();
  });
});
