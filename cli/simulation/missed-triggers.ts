import { findMissed } from '../../domain/campaign/explain/find-missed.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type ActiveProgram, triggersMatchedBy } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { SimulationObserver } from './simulation-observer.ts';

/**
 * Tells which campaigns events would have begun, had they come in time: what came too late gives no signal, the event alone
 * tells of it.
 * @param find the profile that an identifier leads to; undefined: nobody's any more
 * @param now milliseconds since the epoch
 */
export function tellMissedTriggers(
  observer: SimulationObserver,
  active: ActiveProgram,
  find: (identifier: string) => Profile | undefined,
  events: readonly TrackingEvent[],
  now: number,
): void {
  if (!observer.explains) return;
  for (const event of events) {
    const profile = find(event.key.identifier);
    if (profile !== undefined) tellMissed(observer, active, profile, event, now);
  }
}

function tellMissed(
  observer: SimulationObserver,
  active: ActiveProgram,
  profile: Profile,
  event: TrackingEvent,
  now: number,
): void {
  const campaigns = new Set(triggersMatchedBy(active, event).map(({ campaign }) => campaign));
  for (const campaign of campaigns) {
    const missed = findMissed(active, campaign, { profile, now, events: [event] });
    if (missed === undefined) continue;
    observer.refused({ at: now, campaign, profile, reason: missed.reason, detail: missed.why });
    observer.happened({ at: now, kind: 'campaign', what: `${campaign}: did not begin, ${missed.why}` });
  }
}
