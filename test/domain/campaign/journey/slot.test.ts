import { describe, expect, it } from 'vitest';
import { isSlotNeeded, type SlotNeeded, turnOf } from '../../../../domain/campaign/journey/slot.ts';

const NEEDED: SlotNeeded = {
  kind: 'slot needed',
  step: '2',
  rate: { messages: 100, perMilliseconds: 60_000 },
};

describe('the turns of a rate', () => {
  it('are of each step of each campaign by itself, as far apart as so many in that time are', () => {
    expect(turnOf('win-back', NEEDED)).toEqual({ of: 'win-back#2', intervalMilliseconds: 600 });
  });

  it('are asked for where a decision says so, and by nothing else', () => {
    expect(isSlotNeeded(NEEDED)).toBe(true);
    expect(isSlotNeeded({ kind: 'decided' })).toBe(false);
  });
});
