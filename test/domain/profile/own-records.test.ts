import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../../domain/profile/fold-event.ts';
import type { OwnRecords } from '../../../domain/profile/own-records.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { evaluateSegments } from '../../../domain/segment/evaluate-segments.ts';
import { aProfile } from '../../support/a-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { HOUR } from '../../support/arbitrary-conditions.ts';
import { arbitraryHistory } from '../../support/arbitrary-history.ts';
import { arbitrarySegments } from '../../support/arbitrary-segments.ts';

/** Takes an event in, lets six hours pass, and tells who entered and left, and the stays that ended by then. */
function takeIn(active: ActiveProgram, profile: Profile, event: TrackingEvent, own?: OwnRecords) {
  const folded = foldEvent(active, profile, event, own);
  if (folded === 'refold') return 'refold';
  const now = evaluateSegments(active, folded.profile, event.time, folded.changed, own);
  const then = { ...folded.profile, segments: now.segments, nextChanges: now.nextChanges };
  const later = evaluateSegments(active, then, event.time + 6 * HOUR, folded.changed, own);
  const told = { entered: [now.entered, later.entered], left: [now.left, later.left] };
  const ended = later.left.map((id) => then.segments[id]);
  return { after: { ...then, segments: later.segments, nextChanges: later.nextChanges }, told, ended };
}

describe('records of one’s own', () => {
  it('come to what copies come to, and leave alone what was handed in at first', () => {
    let ends = 0;
    fc.assert(
      fc.property(arbitrarySegments, arbitraryHistory(8), (active, history) => {
        // given
        const stranger = aProfile({});
        const start = { ...stranger, ...evaluateSegments(active, stranger, NOW, 'all') };
        const untouched = structuredClone(start);
        let copied: Profile = start;
        let edited: Profile = start;
        const own: OwnRecords = {};
        for (const [index, event] of history.entries()) {
          const one = { ...event, time: NOW + index * 8 * HOUR, receivedAt: NOW + index * 8 * HOUR };
          // when
          const byCopies = takeIn(active, copied, one);
          const inPlace = takeIn(active, edited, one, own);
          // then
          expect(inPlace).toEqual(byCopies);
          if (byCopies === 'refold' || inPlace === 'refold') return;
          ends += byCopies.ended.length;
          copied = byCopies.after;
          edited = inPlace.after;
        }
        expect(start).toEqual(untouched);
      }),
      { numRuns: 1000 },
    );
    expect(ends).toBeGreaterThan(0);
  });
});
