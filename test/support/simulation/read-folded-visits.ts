import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { standingOf } from '../../../domain/profile/fold-marks.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { VisitRule } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import { readVisits } from './read-visits.ts';

/**
 * When the visit of a guest began that is under way at a moment, by what the profile has folded: of events that come together
 * one may be decided before the other is folded. Where a key may be forgotten, what came after the trigger is read once with
 * the rest and once not.
 * @param events of everybody
 * @param triggeredAt when the event was received by which it is decided
 */
export function readFoldedVisits(
  { identifiers }: Pick<Profile, 'identifiers'>,
  events: readonly TrackingEvent[],
  rule: VisitRule,
  { triggeredAt, now }: { readonly triggeredAt: number; readonly now: number },
): readonly (number | undefined)[] {
  const folded = events.flatMap((event) => {
    const marks = identifiers[event.key.identifier];
    const standing = marks === undefined ? 'new' : standingOf(marks, event);
    return standing === 'new' ? [] : [{ event, standing }];
  });
  const certain = folded.filter(
    ({ event, standing }) => standing === 'counted' || event.receivedAt <= triggeredAt,
  );
  return [folded, certain].map((read) =>
    readVisits(
      read.map(({ event }) => event),
      rule,
      now,
    ),
  );
}
