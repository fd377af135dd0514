import { describe, expect, it } from 'vitest';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import type { SequenceQuiet, SequenceStep } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createSequenceAggregate } from '../../../../domain/segment/aggregate/sequence-aggregate.ts';
import { foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const step = (...names: string[]): SequenceStep => ({ kind: 'event', of: { names, where: [] } });
const not = (...names: string[]): SequenceStep => ({ kind: 'not', of: { names, where: [] } });
const aSequence = (steps: readonly SequenceStep[], quiet?: SequenceQuiet) =>
  createSequenceAggregate({ kind: 'sequence', steps, ...(quiet && { quiet }) }, 'UTC');
const at = (millisecond: number, name: string) =>
  anEvent({ name, time: NOW + millisecond, messageId: `${name}-${millisecond}` });
/** One letter an event, a millisecond apart. */
const sent = (letters: string, from = 0) => [...letters].map((name, index) => at(from + index, name));

const A_B = [step('A'), step('B')];
const sequence = aSequence(A_B);
/** Of forty events the newest 32 are remembered one by one: the last that was forgotten is of millisecond 7. */
const long = foldEach(sequence, sent('AB'.repeat(20))) ?? null;

describe('sequence, beyond the events that it remembers one by one', () => {
  it('given an event of the very millisecond up to which it has forgotten, then it asks for a refold', () => {
    expect(sequence.add(long, at(7, 'A'))).toBe(REFOLD);
    expect(sequence.add(long, at(8, 'B'))).not.toBe(REFOLD);
  });

  it('given another of whom all is remembered, and who came later, then they are one without a refold', () => {
    const later = foldEach(sequence, sent('AB', 40)) ?? null;
    const expected = foldEach(sequence, sent('AB'.repeat(21)));
    expect(sequence.merge(long, later)).toEqual(expected);
    expect(sequence.merge(later, long)).toEqual(expected);
    expect(sequence.merge(later, later)).not.toBe(REFOLD);
  });

  it('given another some of whose events are behind what was forgotten, then it asks for a refold', () => {
    const other = foldEach(sequence, [at(3, 'A'), at(50, 'B')]) ?? null;
    expect(sequence.merge(long, other)).toBe(REFOLD);
    expect(sequence.merge(other, long)).toBe(REFOLD);
  });

  it('given more different events in one millisecond than it remembers, then it keeps them all', () => {
    const masks = Array.from({ length: 40 }, (_, index) => index + 1);
    const steps = Array.from({ length: 6 }, (_, bit) =>
      step('-', ...masks.filter((mask) => mask & (1 << bit)).map(String)),
    );
    const many = aSequence(steps);
    const events = masks.map((mask) => at(0, String(mask)));
    const state = foldEach(many, events);
    expect(state).not.toBe(REFOLD);
    expect(state).toEqual(foldEach(many, events.toReversed()));
    expect(many.value(state, NOW)).toEqual([[NOW, NOW]]);
  });

  it('given a match that is complete when another is, then the one that began later is told alone', () => {
    // given B at 5 after A at 0, and within that millisecond one that is both
    const both = aSequence([step('A', 'Both'), step('B', 'Both')], { forMilliseconds: 9 });
    const state = foldEach(both, [at(0, 'A'), at(5, 'Both'), at(5, 'B')]);
    // then
    expect(both.value(state, NOW)).toEqual([[NOW + 5, NOW + 5]]);
  });

  it('given a step that came in vain, then the one before it still counts when it comes again', () => {
    const guarded = aSequence([step('A'), step('B'), not('N'), step('C')]);
    expect(guarded.value(foldEach(guarded, sent('ABNBC')), NOW)).toEqual([[NOW, NOW + 4]]);
    expect(guarded.value(foldEach(guarded, sent('ABNC')), NOW)).toEqual([]);
  });
});
