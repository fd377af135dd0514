import { describe, expect, it } from 'vitest';
import { NOW } from '../support/an-event.ts';
import { isOverAlready } from '../support/simulation/watch-waits.ts';

const waitingUntil = (dueAt: number | null) => ({ dueAt, trace: [{ at: NOW, what: 'step 2: waits' }] });

describe('a wait whose time is judged', () => {
  it('given a journey that begins hours late, when its wait is over as it is written, then it need not be told', () => {
    expect(isOverAlready(waitingUntil(NOW - 1))).toBe(true);
  });

  it('given a wait that is still to end, then it must be told', () => {
    expect(isOverAlready(waitingUntil(NOW + 1))).toBe(false);
    expect(isOverAlready(waitingUntil(null))).toBe(false);
  });
});
