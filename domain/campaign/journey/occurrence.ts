import { stampId } from '../../event/stamp-id.ts';
import type { Signal } from '../../profile/signal.ts';

/** The types of signals that may begin a journey. */
export const TRIGGER_TYPES = [
  'Segment Entered',
  'Segment Left',
  'Member Included',
  'Event Matched',
  'Date Reached',
  'Schedule Reached',
] as const satisfies readonly Signal['type'][];

/** The signals that may begin a journey. */
export type TriggerSignal = Extract<Signal, { readonly type: (typeof TRIGGER_TYPES)[number] }>;

/**
 * Names the one time that a campaign was triggered: the messageId, or the round that an event completed, or the segment,
 * whether it was entered or left, and the stay. Nothing of the campaign is in it, so it means the same whatever the campaign
 * becomes. Of a long messageId it is the hash: names lie on the guest's profile, several of each campaign. A member who is included begins as if they entered: once a stay, whichever of the two came first.
 * @param campaign its id: of one event some campaigns count rounds, and others do not
 */
export function occurrenceOf(signal: TriggerSignal, campaign: string): string {
  if (signal.type === 'Event Matched') {
    const round = signal.rounds?.[campaign];
    return round === undefined ? stampId(signal.messageId) : `every.${round}`;
  }
  if (signal.type === 'Date Reached') {
    const { trait, date, place } = signal;
    return place === undefined ? `${trait}.${date}` : `${trait}.${date}.${place}`;
  }
  if (signal.type === 'Schedule Reached') return `schedule.${new Date(signal.moment).toISOString()}`;
  const on = signal.type === 'Segment Left' ? 'exit' : 'entry';
  return segmentOccurrence(signal.segment, on, signal.stay);
}

/** The occurrence of a stay's beginning or end. */
export function segmentOccurrence(segment: string, on: 'entry' | 'exit', stay: string): string {
  return `${segment}.${on}.${stay}`;
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
