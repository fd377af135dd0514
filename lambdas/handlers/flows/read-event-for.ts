import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { EventKey, TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { EventStore } from '../../adapters/event-store.ts';

/**
 * Reads the event that triggered a journey, where a step of the campaign asks about it.
 * @returns undefined where none does, or there is no event
 */
export async function readEventFor(
  { events }: { readonly events: Pick<EventStore, 'read'> },
  campaign: Campaign | undefined,
  key: EventKey | undefined,
): Promise<TrackingEvent | undefined> {
  return campaign?.readsEvent && key !== undefined ? events.read(key) : undefined;
}
