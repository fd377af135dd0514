import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { AggregateSpec, SequenceStep } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { SequenceCondition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { traceSequence } from '../../../../domain/segment/explain/trace-sequence.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;

/** `A !X B`: A, then B, with no X in between. */
const sequenceOf = (text: string, spanMilliseconds?: number): AggregateSpec => ({
  kind: 'sequence',
  steps: text.split(' ').map(
    (name): SequenceStep => ({
      kind: name.startsWith('!') ? 'not' : 'event',
      of: eventsCalled(name.replace('!', '')),
    }),
  ),
  ...(spanMilliseconds !== undefined && { spanMilliseconds }),
});

/** `A5 B4`: an A five hours ago, a B four hours ago. */
const eventsOf = (text: string): TrackingEvent[] =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) =>
      anEvent({ name: each.charAt(0), time: NOW - Number.parseFloat(each.slice(1)) * HOUR, messageId: each }),
    );

function trace(
  steps: string,
  events: string,
  more: Partial<SequenceCondition> & { readonly span?: number; readonly entryAt?: number } = {},
) {
  const { span, entryAt, ...asked } = more;
  const active = anActiveProgram({ sequence: sequenceOf(steps, span) });
  const condition: SequenceCondition = { kind: 'sequence', label: '', aggregate: 'sequence', ...asked };
  const told = traceSequence(ask(active, aProfile(), NOW, entryAt), condition, eventsOf(events));
  if (told === undefined) throw new Error('not expected');
  const { evidence, from, to, brokenBy, ...rest } = told;
  const ago = (moment: number | undefined) => (moment === undefined ? undefined : (NOW - moment) / HOUR);
  return {
    ...rest,
    from: ago(from),
    to: ago(to),
    brokenBy: brokenBy && `${brokenBy.step} ${brokenBy.messageId}`,
    evidence: evidence.map(({ step, messageId, breaks }) => `${step} ${messageId}${breaks ? ' breaks' : ''}`),
  };
}

describe('how far the events brought a sequence', () => {
  it('given none of them, then nowhere', () => {
    expect(trace('A B', 'C5')).toEqual({ reached: 0, of: 2, evidence: [] });
    expect(trace('A !X B', 'X5 B4')).toMatchObject({ reached: 0, of: 2, evidence: ['3 B4'] });
  });

  it('given all of them, in whatever order they are read, then to its end', () => {
    for (const events of ['A5 B4', 'B4 A5', 'B6 A5 B4'])
      expect(trace('A B', events)).toMatchObject({ reached: 2, of: 2, from: 5, to: 4 });
  });

  it('given events of one moment, then they go by the order of the steps, and of one step by their messageIds', () => {
    const told = trace('A B', 'B4 A4');
    expect(told).toMatchObject({ reached: 2, from: 4, to: 4, evidence: ['2 B4', '1 A4'] });
    for (const events of ['A5 A5.0 B4', 'A5.0 A5 B4'])
      expect(trace('A B', events).evidence).toEqual(['2 B4', '1 A5', '1 A5.0']);
  });

  it('given an event after now, then it did not happen yet', () => {
    expect(trace('A B', 'A5 B0')).toMatchObject({ reached: 2 });
    expect(trace('A B', 'A5 B-1')).toMatchObject({ reached: 1, evidence: ['1 A5'] });
  });

  it('given several ways to the same step, then the one that began last, and of those the first to come there', () => {
    expect(trace('A B C', 'A6 B5 A4 B3')).toMatchObject({ reached: 2, from: 4, to: 3 });
    expect(trace('A B C', 'A6 B5 B4')).toMatchObject({ reached: 2, from: 6, to: 5 });
    expect(trace('A B C', 'A6 B5 A4')).toMatchObject({ reached: 2, from: 6, to: 5, brokenBy: undefined });
    expect(trace('A B', 'A6 B5 A4 B3')).toMatchObject({ reached: 2, from: 4, to: 3 });
  });

  it('takes no event for two of its steps', () => {
    expect(trace('A A', 'A5')).toMatchObject({ reached: 1, from: 5, to: 5 });
    expect(trace('A A', 'A5 A4')).toMatchObject({ reached: 2, from: 5, to: 4 });
  });

  it('names the events of the furthest attempt, and the newest of every step', () => {
    expect(trace('A B', 'A6 B5 A4').evidence).toEqual(['1 A4', '2 B5', '1 A6']);
  });
});

describe('an attempt that was broken', () => {
  it('given what must not happen, then it tells that, as the step that forbids it', () => {
    expect(trace('A !X B', 'A5 X4')).toMatchObject({
      reached: 1,
      brokenBy: '2 X4',
      evidence: ['2 X4 breaks', '1 A5'],
    });
    expect(trace('A !X B !Y C', 'A5 B4 Y3')).toMatchObject({ reached: 2, brokenBy: '4 Y3' });
    expect(trace('A B !A C', 'A5 B4 A3')).toMatchObject({ reached: 2, brokenBy: '3 A3' });
  });

  it('given the last step, then all that was complete is broken, by the first that broke it', () => {
    expect(trace('A !X', 'A5 X4 X3')).toMatchObject({ reached: 1, from: 5, brokenBy: '2 X4' });
    expect(trace('A !X', 'A5 X4 A3')).toMatchObject({ reached: 1, from: 3, brokenBy: undefined });
    expect(trace('A !X', 'A5')).toMatchObject({ reached: 1, of: 1, brokenBy: undefined });
  });

  it('comes less far than one that is whole, and further than one of fewer steps', () => {
    expect(trace('A !X B', 'A5 X4 A3')).toMatchObject({ reached: 1, from: 3, brokenBy: undefined });
    expect(trace('A B !X C', 'A6 B5 X4 A3')).toMatchObject({ reached: 2, from: 6, brokenBy: '3 X4' });
  });

  it('given that all happened in too long a time, then it comes less far than one in time', () => {
    expect(trace('A B', 'A6 B3', { span: 2 * HOUR })).toMatchObject({ reached: 2, missed: 'span' });
    expect(trace('A B', 'A6 B4', { span: 2 * HOUR })).not.toHaveProperty('missed');
    const told = trace('A B', 'A9 B8 A6 B3', { span: 2 * HOUR });
    expect(told).toMatchObject({ from: 9, to: 8 });
    expect(told).not.toHaveProperty('missed');
  });
});

describe('an attempt that does not count', () => {
  it('given a window, then it tells what counts, and else that the window is over', () => {
    const withinMilliseconds = 4 * HOUR;
    expect(trace('A B', 'A5 B3', { withinMilliseconds })).toMatchObject({ reached: 2, missed: 'window' });
    expect(trace('A B', 'A4 B3', { withinMilliseconds })).toMatchObject({ reached: 2, missed: 'window' });
    expect(trace('A B', 'A6 B5 A3 B2', { withinMilliseconds })).not.toHaveProperty('missed');
    expect(trace('A B', 'A6 A3', { withinMilliseconds })).toMatchObject({ reached: 1, from: 3 });
  });

  it('given since the journey’s beginning, then it must have begun after that', () => {
    const since = { kind: 'entry' } as const;
    const entryAt = NOW - 4 * HOUR;
    expect(trace('A B', 'A5 B3', { since, entryAt })).toMatchObject({ reached: 2, missed: 'since' });
    expect(trace('A B', 'A4 B3', { since, entryAt })).toMatchObject({ reached: 2, missed: 'since' });
    expect(trace('A B', 'A3 B2', { since, entryAt })).not.toHaveProperty('missed');
  });

  it('given that it must be quiet for a while, then one that is before one that began later', () => {
    expect(trace('A !X', 'A5 A1', { forMilliseconds: 2 * HOUR })).toMatchObject({ from: 5 });
    expect(trace('A !X', 'A5 A2', { forMilliseconds: 2 * HOUR })).toMatchObject({ from: 2 });
    expect(trace('A !X', 'A5 A4 A1', { forMilliseconds: 2 * HOUR })).toMatchObject({ from: 4 });
    expect(trace('A !X', 'A5 A1')).toMatchObject({ from: 1 });
  });

  it('given a sequence that is not remembered, then there is nothing to tell', () => {
    const condition: SequenceCondition = { kind: 'sequence', label: '', aggregate: 'gone' };
    expect(
      traceSequence(ask(anActiveProgram({}), aProfile(), NOW), condition, eventsOf('A5')),
    ).toBeUndefined();
  });
});
