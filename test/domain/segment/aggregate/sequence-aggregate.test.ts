import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import type { AggregateSpec, SequenceStep } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createSequenceAggregate } from '../../../../domain/segment/aggregate/sequence-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach, inOrder } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { frontierOf, matchesNaively } from '../../../support/sequence-naively.ts';

type SequenceSpec = Extract<AggregateSpec, { readonly kind: 'sequence' }>;

const step = (...names: string[]): SequenceStep => ({ kind: 'event', of: { names, where: [] } });
const not = (...names: string[]): SequenceStep => ({ kind: 'not', of: { names, where: [] } });
const VIEWED_UPDATED = [step('Viewed'), step('Updated'), not('Ordered')];

function aSequence(steps: readonly SequenceStep[], overrides: Partial<SequenceSpec> = {}) {
  return createSequenceAggregate({ kind: 'sequence', steps, ...overrides }, 'UTC');
}

/** One letter an event, a millisecond apart from NOW on; `.` is none. */
function sent(letters: string, from = NOW) {
  const names: Record<string, string> = { V: 'Viewed', U: 'Updated', O: 'Ordered' };
  return [...letters].flatMap((letter, index) => {
    const name = names[letter];
    return name === undefined
      ? []
      : [anEvent({ name, time: from + index, messageId: `${name}-${from + index}` })];
  });
}

function matchesOf(
  letters: string,
  steps: readonly SequenceStep[] = VIEWED_UPDATED,
  overrides: Partial<SequenceSpec> = {},
) {
  const sequence = aSequence(steps, overrides);
  const matches = sequence.value(foldEach(sequence, sent(letters)), NOW) as number[][];
  return matches.map((match) => match.map((time) => time - NOW));
}

const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 2 });
const positive = names.map((some) => step(...some));
const guard = fc.option(
  names.map((some) => not(...some)),
  { nil: undefined },
);
const arbitrarySteps = fc
  .array(fc.tuple(positive, guard), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.flat().filter((one) => one !== undefined));
const arbitrarySpec: fc.Arbitrary<SequenceSpec> = fc
  .record({
    steps: arbitrarySteps,
    span: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
  })
  .map(({ span, steps }) => ({
    kind: 'sequence',
    steps,
    ...(span !== undefined && { spanMilliseconds: span }),
  }));
const draft = fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), properties: fc.constant({}) });

/** Of all that match, the one that began last. */
function expected(matches: ReturnType<typeof matchesNaively>): JsonValue {
  return frontierOf(matches)
    .slice(-1)
    .map((match) => [...match]);
}

describe('sequence', () => {
  it('given events in the order of the steps, then it tells when the latest match began and was complete', () => {
    expect(matchesOf('V.U')).toEqual([[0, 2]]);
    expect(matchesOf('VVU')).toEqual([[1, 2]]);
    expect(matchesOf('UV')).toEqual([]);
    expect(matchesOf('VUU')).toEqual([[0, 1]]);
  });

  it('given a not at the end, then what happens after it undoes the match', () => {
    expect(matchesOf('VUO')).toEqual([]);
    expect(matchesOf('VUOVU')).toEqual([[3, 4]]);
    expect(matchesOf('VOU')).toEqual([[0, 2]]);
  });

  it('given a not between two steps, then nothing such may lie between them', () => {
    const steps = [step('Viewed'), not('Ordered'), step('Updated')];
    expect(matchesOf('VOU', steps)).toEqual([]);
    expect(matchesOf('VOVU', steps)).toEqual([[2, 3]]);
    expect(matchesOf('VUO', steps)).toEqual([[0, 1]]);
  });

  it('given a span, then the first and the last event are no further apart', () => {
    expect(matchesOf('V..U', VIEWED_UPDATED, { spanMilliseconds: 3 })).toEqual([[0, 3]]);
    expect(matchesOf('V...U', VIEWED_UPDATED, { spanMilliseconds: 3 })).toEqual([]);
  });

  it('given one event for two equal steps, then it is not enough', () => {
    expect(matchesOf('V', [step('Viewed'), step('Viewed')])).toEqual([]);
    expect(matchesOf('V.V', [step('Viewed'), step('Viewed')])).toEqual([[0, 2]]);
  });

  it('given steps of one millisecond, then they are taken in the order of the sequence', () => {
    const sequence = aSequence(VIEWED_UPDATED);
    const events = ['Updated', 'Ordered', 'Viewed'].map((name) => anEvent({ name, messageId: name }));
    expect(sequence.value(foldEach(sequence, events.slice(0, 1)), NOW)).toEqual([]);
    expect(sequence.value(foldEach(sequence, [...events.slice(0, 1), ...events.slice(2)]), NOW)).toEqual([
      [NOW, NOW],
    ]);
    expect(sequence.value(foldEach(sequence, events), NOW)).toEqual([]);
  });

  it('is what trying all combinations of events finds, or asks for a refold', () => {
    let refolds = 0;
    fc.assert(
      fc.property(arbitrarySpec, arbitraryCase(draft, { maxLength: 60 }), (spec, one) => {
        const naive = expected(matchesNaively(spec, one.events));
        refolds += expectLaws(createSequenceAggregate(spec, 'UTC'), one, () => naive);
      }),
      { numRuns: 500 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(700);
  });

  it('given no more events than it remembers one by one, then it never asks for a refold', () => {
    fc.assert(
      fc.property(arbitrarySpec, arbitraryCase(draft, { maxLength: 32, milliseconds: 100 }), (spec, one) => {
        const naive = expected(matchesNaively(spec, one.events));
        expect(expectLaws(createSequenceAggregate(spec, 'UTC'), one, () => naive)).toBe(0);
      }),
    );
  });

  it('given many events of one millisecond, then in the order of time it never asks for a refold', () => {
    const steps = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => step(name, `not-${name}`));
    const subsets = fc.array(fc.integer({ min: 1, max: 127 }), { minLength: 40, maxLength: 60 });
    fc.assert(
      fc.property(subsets, (masks) => {
        const ofMask = steps.map(({ kind, of }, place) => ({
          kind,
          of: { ...of, names: masks.filter((mask) => mask & (1 << place)).map(String) },
        }));
        const sequence = aSequence(ofMask);
        const events = masks.map((mask, index) =>
          anEvent({ name: String(mask), messageId: `m-${index}`, time: NOW + (index % 2) }),
        );
        expect(foldEach(sequence, inOrder(events))).not.toBe(REFOLD);
      }),
      { numRuns: 50 },
    );
  });

  it('given an event behind those that it has forgotten, then it asks for a refold, and not for one among the rest', () => {
    const sequence = aSequence(VIEWED_UPDATED);
    const state = foldEach(sequence, sent('VU'.repeat(20)));
    expect(sequence.add(state, sent('O', NOW + 7)[0] ?? anEvent())).toBe(REFOLD);
    const late = sequence.add(state, sent('O', NOW + 38)[0] ?? anEvent());
    expect(sequence.value(late, NOW)).toEqual([[NOW + 38, NOW + 39]]);
    expect(sequence.merge(state ?? null, state ?? null)).toBe(REFOLD);
  });

  it('given events that matter to no step, or more alike than there are steps, then the state is the very same', () => {
    const sequence = aSequence(VIEWED_UPDATED);
    const state = foldEach(sequence, sent('V'));
    const again = sequence.add(state, anEvent({ name: 'Viewed', messageId: 'again' }));
    expect(sequence.add(state, anEvent({ name: 'Else' }))).toBe(state);
    expect(sequence.add(again, anEvent({ name: 'Viewed', messageId: 'once more' }))).toBe(again);
  });
});
