import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { needsEvent } from '../../../domain/campaign/needs-event.ts';
import type { EventKey, TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { EventStore } from '../../adapters/event-store.ts';

/**
 * Reads the event that triggered a journey, where a step of the campaign may ask about it.
 * @returns undefined where none does, or there is no event
 */
export async function readEventFor(
  { events }: { readonly events: Pick<EventStore, 'read'> },
  { program }: ActiveProgram,
  campaign: Campaign | undefined,
  key: EventKey | undefined,
): Promise<TrackingEvent | undefined> {
  if (campaign === undefined || key === undefined || !needsEvent(program, campaign)) return undefined;
  return events.read(key);
}
