import { findMissed } from '../../domain/campaign/explain/find-missed.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type ActiveProgram, triggersMatchedBy } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { SimulationObserver } from './simulation-observer.ts';

/**
 * Tells which campaigns an event would have begun, had it come in time: what came too late gives no signal, the event alone
 * tells of it.
 * @param profile of whose it is; undefined: nobody's any more
 * @param now milliseconds since the epoch
 */
export function tellMissedTriggers(
  observer: SimulationObserver,
  active: ActiveProgram,
  profile: Profile | undefined,
  event: TrackingEvent,
  now: number,
): void {
  if (profile === undefined) return;
  const campaigns = new Set(triggersMatchedBy(active, event).map(({ campaign }) => campaign));
  for (const campaign of campaigns) {
    const missed = findMissed(active, campaign, { profile, now, events: [event] });
    if (missed === undefined) continue;
    observer.refused({ at: now, campaign, profile, reason: missed.reason, detail: missed.why });
    observer.happened({ at: now, kind: 'campaign', what: `${campaign}: did not begin, ${missed.why}` });
  }
}
