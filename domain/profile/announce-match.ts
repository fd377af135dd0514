import type { TrackingEvent } from '../event/tracking-event.ts';
import { type ActiveProgram, campaignsTriggeredByEvent } from '../playbook/active-program.ts';
import type { Draft } from './draft.ts';

/** Tells the campaigns that an event triggers; history triggers nothing. */
export function announceMatch(
  active: ActiveProgram,
  draft: Draft,
  event: TrackingEvent,
  { at, isRepeat }: { at: number; isRepeat: boolean },
): void {
  const campaigns = event.isHistory ? [] : campaignsTriggeredByEvent(active, event);
  if (campaigns.length === 0) return;
  draft.signals.push({
    type: 'Event Matched',
    at,
    name: event.name ?? event.type,
    event: event.key,
    messageId: event.messageId,
    time: event.time,
    campaigns,
    ...(isRepeat ? { isRepeat } : {}),
  });
}
