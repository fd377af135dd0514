import type { TrackingEvent } from '../../event/tracking-event.ts';
import {
  type ActiveProgram,
  type EventTrigger,
  triggersMatchedBy,
} from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { isInTime } from '../event-lateness.ts';
import { isCounted } from '../journey/is-counted.ts';

/** An event that a campaign's trigger meets, and that began nothing before anything was decided. */
export interface MissedEvent {
  readonly event: TrackingEvent;
  readonly reason: 'late' | 'history';
  /** One sentence for whoever asks why. */
  readonly why: string;
}

const WHY = {
  late: 'the event came too late for the trigger',
  history: 'the event was imported, and history begins nothing',
} as const;

/**
 * Finds the event that came last of those that met a trigger of the campaign too late, or as history. Nobody notes them as they
 * come: the event itself tells when it was received. Of rounds (`every`) it cannot be told.
 */
export function findMissed(
  active: ActiveProgram,
  campaign: string,
  { profile, events }: ExplainedGuest,
): MissedEvent | undefined {
  const isOwn = (event: TrackingEvent) => (one: EventTrigger) =>
    one.campaign === campaign &&
    one.trigger.every === undefined &&
    isAmongCounted(active, one.trigger, profile)(event);
  const newestFirst = [...events].sort((a, b) => b.receivedAt - a.receivedAt);
  for (const event of newestFirst) {
    const triggers = triggersMatchedBy(active, event).filter(isOwn(event));
    const reason = reasonOf(event, triggers);
    if (reason !== undefined) return { event, reason, why: WHY[reason] };
  }
  return undefined;
}

/** Tells of an event that a trigger matches whether it is among those that the trigger counts, too. */
export function isAmongCounted(
  active: ActiveProgram,
  { counted }: EventTrigger['trigger'],
  profile: Profile,
): (event: TrackingEvent) => boolean {
  return (event) => counted === undefined || isCounted(active, counted, profile, event, event.receivedAt);
}

function reasonOf(
  event: TrackingEvent,
  triggers: readonly EventTrigger[],
): MissedEvent['reason'] | undefined {
  if (triggers.length === 0) return undefined;
  if (event.isHistory) return 'history';
  return triggers.some(({ trigger }) => isInTime(trigger, event, event.receivedAt)) ? undefined : 'late';
}
