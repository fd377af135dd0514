import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { SequenceCondition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { seeSequence } from '../../../../domain/segment/explain/see-sequence.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const [cart, order] = [eventsCalled('Cart Updated'), eventsCalled('Order Completed')];
const active = anActiveProgram({
  bought: {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: cart },
      { kind: 'event', of: order },
    ],
  },
  left: {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: cart },
      { kind: 'not', of: order },
    ],
    quiet: { forMilliseconds: 9 * HOUR },
  },
});
const ago = (hours: number, name = 'Cart Updated') =>
  anEvent({ time: NOW - hours * HOUR, name, messageId: `${name} ${hours}` });
const iso = (hours: number) => new Date(NOW - hours * HOUR).toISOString();
const bought: SequenceCondition = { kind: 'sequence', label: '', aggregate: 'bought' };
const left: SequenceCondition = { ...bought, aggregate: 'left' };

/** Of what is remembered, and of the events that are known. */
const see = (
  condition: SequenceCondition,
  events: readonly TrackingEvent[],
  { known, entryAt }: { readonly known?: readonly TrackingEvent[]; readonly entryAt?: number } = {},
) => seeSequence(ask(active, aGuestOf(active, events), NOW, entryAt), condition, known);
const whole = [ago(5), ago(4, 'Order Completed')];

describe('a sequence of which no events are known', () => {
  it('is seen whole, or not at all', () => {
    expect(see(bought, whole)).toStrictEqual({ reached: 2, of: 2, from: iso(5), to: iso(4) });
    expect(see(bought, [ago(5)])).toStrictEqual({ reached: 0, of: 2 });
    expect(see({ ...bought, aggregate: 'gone' }, whole)).toStrictEqual({ reached: 0, of: 0 });
  });

  it('given that it began before the window, or at its very beginning, then that is told', () => {
    const within = (hours: number) => see({ ...bought, withinMilliseconds: hours * HOUR }, whole);
    expect(within(5)).toMatchObject({ reached: 2, missed: 'window' });
    expect(within(6)).not.toHaveProperty('missed');
  });

  it('given that it began before what it counts since, or with it, then that is told', () => {
    const since = (hours: number) =>
      see({ ...bought, since: { kind: 'entry' }, withinMilliseconds: 9 * HOUR }, whole, {
        entryAt: NOW - hours * HOUR,
      });
    expect(since(4)).toMatchObject({ reached: 2, missed: 'since' });
    expect(since(5)).toMatchObject({ reached: 2, missed: 'since' });
    expect(since(6)).not.toHaveProperty('missed');
  });

  it('given several, then the latest that was quiet for long enough, else the latest that counts, else the latest', () => {
    const carts = [8, 6, 2, 1].map((hours) => ago(hours));
    const from = (more: Partial<SequenceCondition>) => see({ ...left, ...more }, carts);
    expect(from({ forMilliseconds: 2 * HOUR })).toMatchObject({ from: iso(2) });
    expect(from({ forMilliseconds: 3 * HOUR })).toMatchObject({ from: iso(6) });
    expect(from({ forMilliseconds: 9 * HOUR })).toMatchObject({ from: iso(1) });
    const late = from({ forMilliseconds: 3 * HOUR, withinMilliseconds: 4 * HOUR });
    expect(late).toMatchObject({ from: iso(1) });
    expect(late).not.toHaveProperty('missed');
    expect(from({ withinMilliseconds: HOUR / 2 })).toMatchObject({ from: iso(1), missed: 'window' });
  });
});

describe('a sequence of which events are known', () => {
  it('is told by them, as far as it came', () => {
    const events = [ago(5)];
    expect(see(bought, events, { known: events })).toStrictEqual({
      reached: 1,
      of: 2,
      from: iso(5),
      to: iso(5),
    });
  });

  it('given what broke it, then that is told', () => {
    const events = [ago(5), ago(4, 'Order Completed')];
    expect(see(left, events, { known: events })).toMatchObject({
      reached: 1,
      brokenBy: { messageId: 'Order Completed 4', event: 'Order Completed', timestamp: iso(4) },
    });
  });

  it('given that older events made it whole, then it is whole', () => {
    expect(see(bought, whole, { known: [] })).toStrictEqual({ reached: 2, of: 2, from: iso(5), to: iso(4) });
  });
});
