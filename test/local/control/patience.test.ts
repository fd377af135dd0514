import { describe, expect, it } from 'vitest';
import { createPatience } from '../../../local/control/patience.ts';

describe('patience', () => {
  it('given nothing is done, when two minutes have gone by, then it is over', () => {
    let now = 1_000;
    const patience = createPatience(
      () => 7,
      () => now,
    );

    now += 119_999;
    expect(patience.remainingMilliseconds()).toBe(1);
    now += 1;
    expect(patience.remainingMilliseconds()).toBe(0);
    now += 60_000;
    expect(patience.remainingMilliseconds()).toBe(0);
  });

  it('given something was done meanwhile, when two minutes have gone by since the beginning, then it begins anew', () => {
    let now = 1_000;
    let done = 0;
    const patience = createPatience(
      () => done,
      () => now,
    );

    now += 120_000;
    done += 1;

    expect(patience.remainingMilliseconds()).toBe(120_000);
    now += 120_000;
    expect(patience.remainingMilliseconds()).toBe(0);
  });
});
