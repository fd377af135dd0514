import type { Campaign } from './campaign.ts';
import type { EventTrigger } from './trigger.ts';

/** What is older than this when it comes begins nothing, unless its trigger says otherwise. */
export const USUAL_LATENESS_MILLISECONDS = 60 * 60 * 1000;

/** How long after its own time an event may come for a trigger; infinite where it does not matter. */
export function latenessOf({
  latenessMilliseconds = USUAL_LATENESS_MILLISECONDS,
}: Pick<EventTrigger, 'latenessMilliseconds'>): number {
  return latenessMilliseconds ?? Number.POSITIVE_INFINITY;
}

/** How long after its own time an event may come for a campaign: what the most patient of the triggers that name it says. */
export function latenessAccepted({ triggers }: Pick<Campaign, 'triggers'>, eventName: string): number {
  const named = triggers.filter(
    (trigger) =>
      trigger.kind === 'event' && (trigger.of.names.length === 0 || trigger.of.names.includes(eventName)),
  );
  const accepted = named.map((trigger) => (trigger.kind === 'event' ? latenessOf(trigger) : 0));
  return accepted.length === 0 ? USUAL_LATENESS_MILLISECONDS : Math.max(...accepted);
}
