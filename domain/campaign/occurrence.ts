import type { EventMatched, SegmentEntered, SegmentLeft } from '../profile/signal.ts';
import type { Campaign } from './campaign.ts';

/** The signals that may begin a journey. */
export type TriggerSignal = SegmentEntered | SegmentLeft | EventMatched;

/**
 * Names the one time that a campaign was triggered: the messageId, or the ordinal of the segment's entry. A campaign with
 * several triggers adds which segment it was and on what, so that the first entry of one is not the first of another.
 */
export function occurrenceOf(campaign: Campaign, signal: TriggerSignal): string {
  if (signal.type === 'Event Matched') return signal.messageId;
  if (campaign.triggers.length === 1) return String(signal.entry);
  const on = signal.type === 'Segment Entered' ? 'entry' : 'exit';
  return `${signal.segment}.${on}.${signal.entry}`;
}

/** The sort key of a journey's row. */
export function journeyIdOf(campaignId: string, occurrence: string): string {
  return `${campaignId}#${occurrence}`;
}

/** The sort key of a ledger row: one for each step of each journey. */
export function deliveryIdOf(journeyId: string, stepId: string): string {
  return `${journeyId}#${stepId}`;
}

/** When the journey's own clock starts: the event's time, or the moment at which the membership changed. */
export function enteredAtOf(signal: TriggerSignal): number {
  return signal.type === 'Event Matched' ? signal.time : signal.at;
}
