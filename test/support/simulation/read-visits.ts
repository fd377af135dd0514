import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { VisitRule } from '../../../domain/segment/aggregate/aggregate-spec.ts';

/**
 * Reads from events when the visit began that is under way at a moment: it lasts while its events follow each other closely
 * enough, and so long after the last.
 * @param events of one guest, each at the rule's venue
 * @returns undefined where none is under way
 */
export function readVisits(
  events: readonly TrackingEvent[],
  { begins, endsAfterMilliseconds }: VisitRule,
  now: number,
): number | undefined {
  const times = events.filter(({ name }) => begins.names.includes(name ?? '')).map(({ time }) => time);
  let visit: { readonly start: number; readonly last: number } | undefined;
  for (const time of times.sort((a, b) => a - b)) {
    const goesOn = visit !== undefined && time - visit.last <= endsAfterMilliseconds;
    visit = { start: goesOn && visit ? visit.start : time, last: time };
  }
  const isUnderWay = visit !== undefined && visit.start <= now && now < visit.last + endsAfterMilliseconds;
  return isUnderWay ? visit?.start : undefined;
}
