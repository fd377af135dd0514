import { findMissed } from '../../domain/campaign/find-missed.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type ActiveProgram, triggersMatchedBy } from '../../domain/playbook/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { RefusedEntry } from './simulation-observer.ts';

/** The campaigns that an event would have begun, had it come in time. @param now milliseconds since the epoch */
export function findMissedTriggers(
  active: ActiveProgram,
  profile: Profile,
  event: TrackingEvent,
  now: number,
): RefusedEntry[] {
  const campaigns = new Set(triggersMatchedBy(active, event).map(({ campaign }) => campaign));
  return [...campaigns].flatMap((campaign) => {
    const missed = findMissed(active, campaign, { profile, now, events: [event] });
    return missed === undefined
      ? []
      : [{ at: now, campaign, profile, reason: missed.reason, detail: missed.why }];
  });
}
