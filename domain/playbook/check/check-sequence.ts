import { lastingOf } from '../compile/compile-sequence.ts';
import { type ConditionPlace, checkSinceEntry, checkVisit, refusalAt } from '../condition-place.ts';
import { milliseconds } from '../milliseconds.ts';
import type { Problem } from '../problem/problem.ts';
import type { SequenceConditionSource } from '../schema/sequence-schema.ts';

/** Finds what does not go together in a sequence. */
export function checkSequence(source: SequenceConditionSource, place: ConditionPlace): Problem[] {
  return [
    ...checkVisit(source.within, place),
    ...checkSinceEntry(source.since, place),
    ...checkOrder(source, place),
    ...checkLasting(source, place),
    ...checkLengths(source, place),
  ];
}

function checkOrder({ sequence }: SequenceConditionSource, place: ConditionPlace): Problem[] {
  return sequence.flatMap((step, index) => {
    if (!('not' in step)) return [];
    if (index === 0) {
      const hint = 'begin with the event after which it must not happen';
      return [refusalAt(place, ['sequence', 0], 'a sequence begins with an event, not with `not`', hint)];
    }
    const before = sequence[index - 1];
    if (before === undefined || !('not' in before)) return [];
    const hint = 'write one: `not: { event: [Order Completed, Cart Emptied] }`';
    return [refusalAt(place, ['sequence', index], 'two `not` stand side by side', hint)];
  });
}

/** How long it must have lasted is asked of the `not` at the end alone: between two steps both ends are known. */
function checkLasting({ sequence, within }: SequenceConditionSource, place: ConditionPlace): Problem[] {
  return sequence.flatMap((step, index) => {
    if (!('not' in step)) return [];
    const path = step.for === undefined ? ['sequence', index, 'not', 'for'] : ['sequence', index, 'for'];
    const lasting = lastingOf(step);
    if (lasting === undefined) return [];
    if (step.for !== undefined && step.not.for !== undefined)
      return [refusalAt(place, path, '`for` is written twice', 'write it beside `not`, or within it')];
    if (index < sequence.length - 1) {
      const hint = 'to bound the time from the first step to the last, write `span`';
      return [refusalAt(place, path, '`for` goes only with a `not` at the end', hint)];
    }
    if (typeof within !== 'string' || within === 'visit') return [];
    if (milliseconds(lasting) < milliseconds(within)) return [];
    const message = `\`for: ${lasting}\` never passes within \`within: ${within}\``;
    return [refusalAt(place, path, message, '`within` begins before the first step: write a longer one')];
  });
}

function checkLengths({ sequence, within, span }: SequenceConditionSource, place: ConditionPlace): Problem[] {
  const problems: Problem[] = [];
  if (Array.isArray(within)) {
    const hint = `write \`within: ${within[0]}\``;
    problems.push(refusalAt(place, ['within'], 'a sequence takes no range in `within`', hint));
  }
  if (span === undefined) return problems;
  if (sequence.filter((step) => 'event' in step).length < 2) {
    const message = '`span` is from the first event to the last, and there is one';
    problems.push(refusalAt(place, ['span'], message, 'write `within`, or `for` beside the `not`'));
  }
  if (typeof within === 'string' && within !== 'visit' && milliseconds(span) > milliseconds(within)) {
    const message = `\`span: ${span}\` is longer than \`within: ${within}\`, which bounds it already`;
    problems.push(refusalAt(place, ['span'], message, 'leave it out, or write a longer `within`'));
  }
  return problems;
}
