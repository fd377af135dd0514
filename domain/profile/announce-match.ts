import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import { type ActiveProgram, campaignsTriggeredByEvent } from '../playbook/active-program.ts';
import type { Draft } from './draft.ts';

/** The lateness that an event trigger accepts: what is older is not announced again. */
export const LATENESS_MILLISECONDS = 3_600_000;

/**
 * Tells the campaigns that a delivered event triggers: at most one signal. History triggers nothing.
 * @param moment `isRepeat`: it may have been told before; then an event that no trigger accepts any more is left out,
 * and so is one that this very write tells
 */
export function announceMatch(
  active: ActiveProgram,
  draft: Draft,
  event: TrackingEvent,
  { at, isRepeat }: { at: number; isRepeat: boolean },
): void {
  const campaigns = event.isHistory ? [] : campaignsTriggeredByEvent(active, event);
  if (campaigns.length === 0) return;
  if (isRepeat && (event.time < at - LATENESS_MILLISECONDS || isTold(draft, event))) return;
  draft.isChanged = true;
  draft.signals.push({
    type: 'Event Matched',
    at,
    name: event.name ?? event.type,
    event: event.key,
    messageId: event.messageId,
    time: event.time,
    campaigns,
    ...(isRepeat ? { isRepeat } : {}),
    ...traceOf(event),
  });
}

function isTold({ signals }: Draft, { key }: TrackingEvent): boolean {
  return signals.some(
    (signal) =>
      signal.type === 'Event Matched' &&
      signal.event.sort === key.sort &&
      signal.event.identifier === key.identifier,
  );
}
