import { withRefused } from '../campaign/refused-entry.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { Draft } from './draft.ts';

/**
 * Notes of campaigns that an event would have triggered that it came too late, for whoever asks why they did not begin. It
 * goes with the write that takes the event in.
 * @param at when it was folded, in milliseconds since the epoch
 */
export function noteLate(
  draft: Draft,
  { messageId }: Pick<TrackingEvent, 'messageId'>,
  campaigns: readonly string[],
  at: number,
): void {
  for (const campaign of new Set(campaigns)) {
    const { contacts } = draft.profile;
    const noted = withRefused(contacts, campaign, { at, because: 'late', occurrence: messageId });
    if (noted === contacts) continue;
    draft.profile = { ...draft.profile, contacts: noted };
    draft.isChanged = true;
  }
}
