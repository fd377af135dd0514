import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { SequenceQuiet, SequenceStep } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createSequenceAggregate } from '../../../../domain/segment/aggregate/sequence-aggregate.ts';
import {
  type CompleteMatch,
  createCompletions,
  SEQUENCE_COMPLETIONS,
} from '../../../../domain/segment/aggregate/sequence-completions.ts';
import type { SequenceSpec } from '../../../../domain/segment/aggregate/sequence-progress.ts';
import { arbitraryCase, expectLaws } from '../../../support/aggregate-laws.ts';
import { NOW } from '../../../support/an-event.ts';
import { matchesNaively } from '../../../support/sequence-naively.ts';

/** Takes matches in, one after another, in milliseconds. */
function keptOf(quiet: SequenceQuiet | undefined, matches: readonly CompleteMatch[]) {
  const withMatch = createCompletions(quiet);
  return matches.reduce<readonly CompleteMatch[]>(withMatch, []);
}

/** An event a millisecond, each a match of its own. */
const inARow = (count: number) => Array.from({ length: count }, (_, at): CompleteMatch => [at, at]);

/** Whether a match began after a moment and within the window, and was complete long enough ago. */
function holds(
  matches: readonly CompleteMatch[],
  { forMilliseconds, withinMilliseconds }: SequenceQuiet,
  { now, after }: { readonly now: number; readonly after: number },
): boolean {
  return matches.some(
    ([beginning, completion]) =>
      completion + forMilliseconds <= now &&
      beginning > after &&
      now < beginning + (withinMilliseconds ?? Number.POSITIVE_INFINITY),
  );
}

describe('the complete matches of a sequence', () => {
  it('given that nobody asks how long ago they were complete, then only the latest to begin is kept', () => {
    expect(keptOf(undefined, inARow(5))).toEqual([[4, 4]]);
  });

  it('given no window, then the first to be complete is enough for good', () => {
    const quiet = { forMilliseconds: 10, withinMilliseconds: null };
    expect(keptOf(quiet, inARow(500))).toEqual([[0, 0]]);
  });

  it('given a window, then only those are kept that between them hold whenever one of all does', () => {
    const quiet = { forMilliseconds: 20, withinMilliseconds: 50 };
    expect(keptOf(quiet, inARow(31))).toEqual([
      [0, 0],
      [30, 30],
    ]);
    // What began at 0 leaves at 50, a millisecond before the one of 31 has been quiet for long enough.
    expect(keptOf(quiet, inARow(32))).toEqual([
      [0, 0],
      [30, 30],
      [31, 31],
    ]);
    expect(keptOf(quiet, inARow(5_000)).length).toBeLessThan(8);
  });

  it('given that a match took so long that it leaves the window before it was quiet, then it is not kept', () => {
    const quiet = { forMilliseconds: 20, withinMilliseconds: 50 };
    expect(keptOf(quiet, [[0, 30]])).toEqual([]);
    expect(keptOf(quiet, [[0, 29]])).toEqual([[0, 29]]);
  });

  it('given a window that is over, then the match has gone', () => {
    const quiet = { forMilliseconds: 20, withinMilliseconds: 50 };
    expect(
      keptOf(quiet, [
        [0, 0],
        [49, 49],
      ]),
    ).toEqual([
      [0, 0],
      [49, 49],
    ]);
    expect(
      keptOf(quiet, [
        [0, 0],
        [50, 50],
      ]),
    ).toEqual([[50, 50]]);
  });

  it('given that only who asks knows since when, then the newest that was quiet stays, and all that were not yet', () => {
    expect(keptOf({ forMilliseconds: 3 }, inARow(100))).toEqual([
      [96, 96],
      [97, 97],
      [98, 98],
      [99, 99],
    ]);
  });

  it('given more of these than are remembered, then those that lie closest together go: none is far from another', () => {
    const kept = keptOf({ forMilliseconds: 3_000 }, inARow(3_000));
    expect(kept).toHaveLength(SEQUENCE_COMPLETIONS);
    const times = kept.map(([, completion]) => completion);
    expect([times.at(0), times.at(-1)]).toEqual([0, 2_999]);
    const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3_000 / 15);
  });

  it('given a match that is complete with the one before, but began later, then it stands in its place', () => {
    const quiet = { forMilliseconds: 5 };
    expect(
      keptOf(quiet, [
        [0, 4],
        [2, 4],
      ]),
    ).toEqual([[2, 4]]);
    expect(
      keptOf(quiet, [
        [2, 3],
        [1, 4],
        [2, 4],
      ]),
    ).toEqual([[2, 3]]);
  });
});

const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 2 });
const step = (kind: SequenceStep['kind']) => names.map((some) => ({ kind, of: { names: some, where: [] } }));
const withinMilliseconds = fc.option(fc.integer({ min: 25, max: 80 }), { nil: null });
const quiets = fc.record(
  { forMilliseconds: fc.integer({ min: 1, max: 20 }), withinMilliseconds },
  { requiredKeys: ['forMilliseconds'] },
);
const specs: fc.Arbitrary<SequenceSpec & { readonly quiet: SequenceQuiet }> = fc
  .tuple(fc.array(step('event'), { minLength: 1, maxLength: 2 }), step('not'), fc.boolean(), quiets)
  .map(([positive, last, isGuarded, quiet]) => ({
    kind: 'sequence',
    steps: [...positive, ...(isGuarded ? [last] : [])],
    quiet,
  }));
const draft = fc.record({ name: fc.constantFrom('A', 'A', 'B', 'C'), properties: fc.constant({}) });

describe('a sequence that must be quiet', () => {
  it('given many matches, then what is kept answers as all of them would, whenever it is asked and since when', () => {
    fc.assert(
      fc.property(specs, arbitraryCase(draft, { maxLength: 70, milliseconds: 30 }), (spec, one) => {
        const { quiet } = spec;
        const moments = one.events.map(({ time }) => time);
        // Who has a window of their own, or none, asks for nothing besides.
        const sinces = 'withinMilliseconds' in quiet ? [0] : [0, ...moments];
        const answers = (matches: readonly CompleteMatch[], now: number): JsonValue =>
          sinces.map((after) => holds(matches, quiet, { now, after }));
        const sequence = createSequenceAggregate(spec, 'UTC');
        const asked = {
          ...sequence,
          value: (state: JsonValue | undefined, now: number) =>
            answers(sequence.value(state, now) as unknown as CompleteMatch[], now),
          changesAt: (_: JsonValue | undefined, now: number) => now + 1,
        };
        const naive = (events: readonly TrackingEvent[], now: number) =>
          answers(matchesNaively(spec, events), now);
        expectLaws(asked, { ...one, now: Math.max(NOW, ...moments) }, naive);
      }),
      { numRuns: 300 },
    );
  });
});
