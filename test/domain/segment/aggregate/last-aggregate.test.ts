import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { createLastAggregate } from '../../../../domain/segment/aggregate/last-aggregate.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const last = createLastAggregate(
  { kind: 'last', of: { names: ['Booking Made'], where: [] }, property: ['note'] },
  'UTC',
);
const booked = (note: JsonValue, time: number, messageId = `m-${time}`) =>
  anEvent({ messageId, time, properties: { note } });

describe('last', () => {
  it('takes a value of 1 KiB, and leaves the one before in place of a larger one', () => {
    const largest = 'x'.repeat(1022);
    const state = last.add(undefined, booked(largest, NOW));
    const after = last.add(state, booked(`${largest}x`, NOW + 1));
    expect(last.value(state, NOW)).toBe(largest);
    expect(after).toBe(state);
    expect(
      last.add(
        undefined,
        booked(
          Array.from({ length: 600 }, () => 1),
          NOW,
        ),
      ),
    ).toBeUndefined();
  });

  it('remembers a long messageId by its hash', () => {
    const long = 'm'.repeat(200);
    const state = last.add(undefined, booked('late', NOW, long));
    expect(state).toEqual([NOW, expect.stringMatching(/^[\w-]{11}$/u), 'late']);
    expect(last.add(undefined, booked('late', NOW, 'short'))).toEqual([NOW, 'short', 'late']);
  });
});
