import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOver,
  learnTotal,
  type RequestWindow,
  reportAfter,
  requestsAWindow,
  requestsInBatch,
  secondsLeft,
  takeRequests,
  WINDOW_MILLISECONDS,
} from '../../../domain/limit/request-window.ts';
import { NOW } from '../../support/an-event.ts';

/** A request: which copy of the function it comes to, and how long after the one before. */
interface Arrival {
  readonly copy: number;
  readonly pause: number;
}

/** Copies of a function with one count between them: how many of each window's requests came, and passed. */
function run(limit: number, arrivals: readonly Arrival[]) {
  const copies = new Map<number, RequestWindow>();
  const totals = new Map<number, number>();
  const windows = new Map<number, { came: number; passed: number }>();
  let now = NOW;
  let reports = 0;
  for (const { copy, pause } of arrivals) {
    now += pause;
    const taken = takeRequests(limit, copies.get(copy), now);
    const { startsAt } = taken.window;
    const seen = windows.get(startsAt) ?? { came: 0, passed: 0 };
    let { window } = taken;
    if (taken.kind === 'report') {
      reports += 1;
      const total = (totals.get(startsAt) ?? 0) + taken.requests;
      totals.set(startsAt, total);
      window = learnTotal(window, total);
    }
    copies.set(copy, window);
    const passed = taken.kind !== 'refused' && !isOver(limit, window);
    windows.set(startsAt, { came: seen.came + 1, passed: seen.passed + (passed ? 1 : 0) });
  }
  return { windows: [...windows.values()], reports };
}

const COPIES = 8;
const arbitraryLimit = fc.integer({ min: 1, max: 40 });
const arbitraryArrivals = fc.array(
  fc.record({ copy: fc.nat(COPIES - 1), pause: fc.oneof(fc.constant(0), fc.nat(400)) }),
  { maxLength: 1_500 },
);

describe('a limit that many copies of a function share', () => {
  it('given fewer requests in a window than it allows, then none is refused', () => {
    fc.assert(
      fc.property(arbitraryLimit, arbitraryArrivals, (limit, arrivals) => {
        for (const { came, passed } of run(limit, arrivals).windows) {
          expect(passed).toBeGreaterThanOrEqual(Math.min(came, requestsAWindow(limit)));
        }
      }),
    );
  });

  it('given more, then of N copies at most N times what each keeps to itself pass beyond it', () => {
    fc.assert(
      fc.property(arbitraryLimit, arbitraryArrivals, (limit, arrivals) => {
        const most = requestsAWindow(limit) + COPIES * (reportAfter(limit) - 1);
        for (const { passed } of run(limit, arrivals).windows) expect(passed).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('given one copy and no end of requests, then exactly what it allows passes in a window', () => {
    const flood = Array.from({ length: 9_000 }, () => ({ copy: 0, pause: 1 }));
    expect(run(500, flood).windows).toEqual([{ came: 9_000, passed: 5_000 }]);
  });

  it('given normal rates, then nobody is told anything', () => {
    const calm = Array.from({ length: 3_000 }, (_, n) => ({ copy: n % COPIES, pause: 20 }));
    expect(run(500, calm).reports).toBe(0);
  });

  it('given a window that is over, then the next begins with nothing known', () => {
    const over: RequestWindow = { startsAt: NOW, unreported: 0, total: 5_001 };
    expect(takeRequests(500, over, NOW + WINDOW_MILLISECONDS - 1).kind).toBe('refused');
    expect(takeRequests(500, over, NOW + WINDOW_MILLISECONDS).kind).toBe('passes');
    expect(takeRequests(500, over, NOW - 1).kind).toBe('passes');
  });

  it('says how long to wait in whole seconds, at least one', () => {
    const window: RequestWindow = { startsAt: NOW, unreported: 0, total: 5_001 };
    expect([0, 1, 9_000, 9_999].map((passed) => secondsLeft(window, NOW + passed))).toEqual([10, 10, 1, 1]);
  });

  it('given a batch, then it counts as one request, through a public key as each of its events', () => {
    expect(requestsInBatch(false, 2_500)).toBe(1);
    expect(requestsInBatch(true, 2_500)).toBe(2_500);
    expect(requestsInBatch(true, 0)).toBe(1);
  });

  it('given what counts as many, then it passes whole where one of them does, and nothing after it', () => {
    const batch = takeRequests(1, undefined, NOW, 2_500);
    expect(batch).toMatchObject({ kind: 'report', requests: 2_500 });
    const known = learnTotal(batch.window, 2_500);
    expect(isOver(1, known, 2_500)).toBe(false);
    expect(takeRequests(1, known, NOW + 1).kind).toBe('refused');
  });

  it('given a window that is just full, then no batch passes', () => {
    const full: RequestWindow = { startsAt: NOW, unreported: 0, total: 10 };
    expect(takeRequests(1, full, NOW, 5)).toMatchObject({ kind: 'report', requests: 5 });
    expect(isOver(1, learnTotal(full, 15), 5)).toBe(true);
  });
});
