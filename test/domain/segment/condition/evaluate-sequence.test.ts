import { describe, expect, it } from 'vitest';
import type { SequenceCondition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const steps = [{ kind: 'event', of: eventsCalled('Cart Updated') } as const];
const active = anActiveProgram({
  carts: { kind: 'sequence', steps, quiet: { forMilliseconds: 5 } },
  visit: {
    kind: 'visit',
    visit: { begins: eventsCalled('Beacon Entered'), endsAfterMilliseconds: 10 },
  },
});

interface Known {
  /** When each began and was complete, in milliseconds from NOW on, as all that follows. */
  readonly matches: readonly (readonly [number, number])[];
  readonly now: number;
  readonly entryAt?: number;
  readonly visit?: readonly [number, number];
}

/** Whether it holds, and when that may change. */
function verdictOf(asked: Partial<SequenceCondition>, { matches, now, entryAt, visit }: Known) {
  const complete = matches.map(([from, to]) => [NOW + from, NOW + to]);
  const profile = aProfile({
    aggregates: {
      carts: { beginnings: [], complete, boundary: null, recent: [] },
      ...(visit && { visit: [visit.map((at) => NOW + at)] }),
    },
  });
  const condition: SequenceCondition = { kind: 'sequence', label: '', aggregate: 'carts', ...asked };
  const entered = entryAt === undefined ? undefined : NOW + entryAt;
  const { holds, changesAt } = evaluateCondition(active, condition, profile, NOW + now, entered);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('a sequence', () => {
  it('given any match, then it holds for good, and without one it does not', () => {
    expect(verdictOf({}, { matches: [[0, 1]], now: 1 })).toEqual([true, null]);
    expect(verdictOf({}, { matches: [], now: 1 })).toEqual([false, null]);
  });

  it('given a window, then it holds until the first event has left it', () => {
    const within = { withinMilliseconds: 10 };
    expect(verdictOf(within, { matches: [[0, 1]], now: 9 })).toEqual([true, 10]);
    expect(verdictOf(within, { matches: [[0, 1]], now: 10 })).toEqual([false, null]);
  });

  it('given how long it must have been quiet, then it holds from then on', () => {
    const quiet = { forMilliseconds: 5 };
    expect(verdictOf(quiet, { matches: [[0, 1]], now: 5 })).toEqual([false, 6]);
    expect(verdictOf(quiet, { matches: [[0, 1]], now: 6 })).toEqual([true, null]);
  });

  it('given both, then a match that has left before it was quiet for so long never satisfies', () => {
    const both = { withinMilliseconds: 10, forMilliseconds: 5 };
    expect(verdictOf(both, { matches: [[0, 1]], now: 3 })).toEqual([false, 6]);
    expect(verdictOf(both, { matches: [[0, 1]], now: 6 })).toEqual([true, 10]);
    expect(verdictOf(both, { matches: [[0, 5]], now: 9 })).toEqual([false, null]);
    expect(verdictOf(both, { matches: [[0, 6]], now: 9 })).toEqual([false, null]);
  });

  it('given matches that take turns, then it holds until the last of them, and between others not', () => {
    const both = { withinMilliseconds: 10, forMilliseconds: 5 };
    const seamless = [
      [0, 1],
      [4, 5],
    ] as const;
    expect(verdictOf(both, { matches: seamless, now: 6 })).toEqual([true, 14]);
    const apart = [
      [0, 1],
      [7, 8],
    ] as const;
    expect(verdictOf(both, { matches: apart, now: 6 })).toEqual([true, 10]);
    expect(verdictOf(both, { matches: apart, now: 3 })).toEqual([false, 6]);
    expect(verdictOf(both, { matches: apart, now: 11 })).toEqual([false, 13]);
  });

  it('given since the journey’s beginning, then the first event must be strictly after it', () => {
    const since = { since: { kind: 'entry' } } as const;
    expect(verdictOf(since, { matches: [[0, 1]], now: 2, entryAt: 0 })).toEqual([false, null]);
    expect(verdictOf(since, { matches: [[1, 1]], now: 2, entryAt: 0 })).toEqual([true, null]);
    expect(verdictOf(since, { matches: [[1, 1]], now: 2 })).toEqual([false, null]);
    expect(verdictOf({}, { matches: [[0, 1]], now: 2, entryAt: 5 })).toEqual([true, null]);
  });

  it('given the visit, then the first event may be its first, and it holds as long as that is under way', () => {
    const during = { visit: 'visit' };
    expect(verdictOf(during, { matches: [[0, 1]], now: 4, visit: [0, 3] })).toEqual([true, 13]);
    expect(verdictOf(during, { matches: [[-1, 1]], now: 4, visit: [0, 3] })).toEqual([false, null]);
    expect(verdictOf(during, { matches: [[0, 1]], now: 13, visit: [0, 3] })).toEqual([false, null]);
    expect(verdictOf(during, { matches: [[0, 1]], now: 4 })).toEqual([false, null]);
    const within = { ...during, withinMilliseconds: 5 };
    expect(verdictOf(within, { matches: [[0, 1]], now: 4, visit: [0, 3] })).toEqual([true, 5]);
    const quiet = { ...during, forMilliseconds: 5 };
    expect(verdictOf(quiet, { matches: [[0, 1]], now: 4, visit: [0, 3] })).toEqual([false, 6]);
  });

  it('given the visit and the journey’s beginning, then the later of both counts', () => {
    const both = { visit: 'visit', since: { kind: 'entry' } } as const;
    const visit = [0, 3] as const;
    expect(verdictOf(both, { matches: [[1, 2]], now: 4, visit, entryAt: 2 })).toEqual([false, null]);
    expect(verdictOf(both, { matches: [[3, 3]], now: 4, visit, entryAt: 2 })).toEqual([true, 13]);
    expect(verdictOf(both, { matches: [[-1, 2]], now: 4, visit, entryAt: -5 })).toEqual([false, null]);
    expect(verdictOf(both, { matches: [[3, 3]], now: 4, visit })).toEqual([false, null]);
  });
});
