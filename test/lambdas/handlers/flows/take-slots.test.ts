import { describe, expect, it } from 'vitest';
import type { SlotNeeded, Slots } from '../../../../domain/campaign/journey/slot.ts';
import { takeSlots } from '../../../../lambdas/handlers/flows/take-slots.ts';
import { NOW } from '../../../support/an-event.ts';

const RATE = { messages: 1_000, perMilliseconds: 3_600_000 };

interface Sent {
  readonly kind: 'sent';
  readonly at: Slots;
}

/** A decision that sends at each of these steps, once it has a turn for it. */
const sendingAt =
  (...steps: readonly string[]) =>
  (slots: Slots): Sent | SlotNeeded => {
    const step = steps.find((each) => slots[each] === undefined);
    return step === undefined ? { kind: 'sent', at: slots } : { kind: 'slot needed', step, rate: RATE };
  };

/** Gives each turn that is asked for, and keeps what was asked. */
function freeTurns() {
  const asked: { of: string; now: number; interval: number }[] = [];
  const reserve = async (of: string, now: number, interval: number) => {
    asked.push({ of, now, interval });
    return now;
  };
  return { slots: { reserve }, asked };
}

describe('turns of a decision', () => {
  it('given a free turn, then it is at the moment of the decision, however long it took to ask for it', async () => {
    const free = freeTurns();

    expect(await takeSlots(free, 'news', NOW, sendingAt('1'))).toEqual({ kind: 'sent', at: { 1: NOW } });
    expect(free.asked).toEqual([{ of: 'news#1', now: NOW, interval: 3_600 }]);
  });

  it('given two steps under a rate, then each takes a turn of its own', async () => {
    const free = freeTurns();

    expect(await takeSlots(free, 'news', NOW, sendingAt('1', '2'))).toMatchObject({ at: { 1: NOW, 2: NOW } });
    expect(free.asked.map(({ of }) => of)).toEqual(['news#1', 'news#2']);
  });

  it('given nothing under a rate, then no turn is taken', async () => {
    const free = freeTurns();

    await takeSlots(free, 'news', NOW, sendingAt());

    expect(free.asked).toEqual([]);
  });
});
