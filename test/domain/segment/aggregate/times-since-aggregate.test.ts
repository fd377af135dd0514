import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createTimesSinceAggregate } from '../../../../domain/segment/aggregate/times-since-aggregate.ts';
import { arbitraryCase, expectLaws, inOrder } from '../../../support/aggregate-laws.ts';

const timesSince = (spanMilliseconds: number, keep: number) =>
  createTimesSinceAggregate(
    {
      kind: 'times-since',
      of: { names: ['A', 'Both'], where: [] },
      since: { names: ['Opened', 'Both'], where: [] },
      spanMilliseconds,
      keep,
    },
    'UTC',
  );
const draft = fc.record({
  name: fc.constantFrom(...Array<string>(60).fill('A'), 'Opened', 'Both', 'Else'),
  properties: fc.constant({}),
});

function naive(events: readonly TrackingEvent[], span: number, keep: number): number[] {
  const since = events.findLast(({ name }) => name === 'Opened' || name === 'Both')?.time;
  if (since === undefined) return [];
  const counted = events.filter(({ name, time }) => name !== 'Opened' && name !== 'Else' && time > since);
  return counted
    .map(({ time }) => time)
    .filter((time) => time <= since + span)
    .slice(-keep);
}

describe('times since an event', () => {
  const span = fc.integer({ min: 0, max: 60 });
  const keep = fc.integer({ min: 1, max: 5 });

  it('tells the latest times in the span that the latest such event opened, or asks for a refold', () => {
    let refolds = 0;
    fc.assert(
      fc.property(
        arbitraryCase(draft, { maxLength: 90, milliseconds: 150 }),
        span,
        keep,
        (one, within, kept) => {
          const expected = naive(inOrder(one.events), within, kept);
          refolds += expectLaws(timesSince(within, kept), one, () => expected);
        },
      ),
      { numRuns: 400 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(300);
  });

  it('given no more events than it remembers, then it never asks for a refold', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 31 }), span, keep, (one, within, kept) => {
        const expected = naive(inOrder(one.events), within, kept);
        expect(expectLaws(timesSince(within, kept), one, () => expected)).toBe(0);
      }),
    );
  });
});
