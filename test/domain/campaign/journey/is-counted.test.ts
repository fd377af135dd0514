import { describe, expect, it } from 'vitest';
import { isCounted } from '../../../../domain/campaign/journey/is-counted.ts';
import type { EventCondition } from '../../../../domain/segment/condition/condition.ts';
import { aGuestOf, anActiveProgram } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 60 * 60 * 1000;
const named = (name: string) => ({ names: [name], where: [] });
const ORDERS = named('Order Completed');
const ACTIVE = anActiveProgram({
  orders: { kind: 'times', of: ORDERS, keep: 1 },
  signUps: { kind: 'times', of: named('Signed Up'), keep: 32 },
  soonAfter: { kind: 'times-since', of: ORDERS, since: named('Signed Up'), spanMilliseconds: HOUR, keep: 32 },
});

/** A guest who ordered and signed up at these moments, in hours before now. */
function guest(orders: readonly number[], signUps: readonly number[] = []) {
  const at = (name: string) => (ago: number) =>
    anEvent({ name, messageId: `${name} ${ago}`, time: NOW - ago * HOUR, receivedAt: NOW - ago * HOUR });
  return aGuestOf(ACTIVE, [...orders.map(at('Order Completed')), ...signUps.map(at('Signed Up'))]);
}

function counts(condition: Partial<EventCondition>, profile: ReturnType<typeof guest>, hoursAgo: number) {
  const asked = {
    kind: 'event',
    label: 'Order Completed',
    aggregate: 'orders',
    count: { atLeast: 1 },
    ...condition,
  } as const;
  return isCounted(ACTIVE, asked, profile, { time: NOW - hoursAgo * HOUR }, NOW);
}

describe('whether an event is among those that a condition counts', () => {
  it('is so of any, where it says nothing of when, also of one that is remembered no more', () => {
    expect(counts({}, guest([9, 2]), 2)).toBe(true);
    expect(counts({}, guest([9, 2]), 9)).toBe(true);
  });

  it('is so within the span that it says, up to whose beginning nothing counts', () => {
    const within = { withinMilliseconds: 3 * HOUR };
    expect(counts(within, guest([2.9]), 2.9)).toBe(true);
    expect(counts(within, guest([3]), 3)).toBe(false);
  });

  it('is so after any of the events that it counts since, and not at the same moment', () => {
    const since = { since: { kind: 'event', aggregate: 'signUps' } } as const;
    expect(counts(since, guest([5], [8, 2]), 5)).toBe(true);
    expect(counts(since, guest([5], [5]), 5)).toBe(false);
    expect(counts(since, guest([5], [2]), 5)).toBe(false);
    expect(counts(since, guest([5]), 5)).toBe(false);
  });

  it('is so only of those that its aggregate took in, where that asks for more than the name', () => {
    const soonAfter = { aggregate: 'soonAfter' };
    expect(counts(soonAfter, guest([7.5], [8]), 7.5)).toBe(true);
    expect(counts(soonAfter, guest([6], [8]), 6)).toBe(false);
  });

  it('is so of none where its aggregate is not maintained', () => {
    expect(counts({ aggregate: 'dropped' }, guest([2]), 2)).toBe(false);
  });
});
