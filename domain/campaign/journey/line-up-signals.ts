import { type ActiveProgram, campaignsTriggeredBySegment } from '../../playbook/program/active-program.ts';
import type { JourneyEventMatched, Signal } from '../../profile/signal.ts';
import { priorityOf } from './line-up-journeys.ts';
import { TRIGGER_TYPES, type TriggerSignal } from './occurrence.ts';

/** The types of what `campaign` takes from its queue. */
export const CAMPAIGN_TYPES = [...TRIGGER_TYPES, 'Journey Event Matched'] as const;

/** What `campaign` takes from its queue. */
export type CampaignSignal = TriggerSignal | JourneyEventMatched;

/** One campaign that a signal asks to decide. */
export interface Asked {
  readonly campaign: string;
  readonly signal: CampaignSignal;
}

/**
 * What a signal and those beside it ask to be decided, in falling priority: of campaigns that one event begins or wakes the
 * highest gets the last message under a cap, whichever signal comes first. Of the same priority by their ids. Nothing for a
 * signal that another leads.
 */
export function lineUpSignals(active: ActiveProgram, signal: CampaignSignal): readonly Asked[] {
  if (signal.ledBy !== undefined) return [];
  const signals = [...(signal.beside ?? []).filter(isForCampaign), signal];
  const asked = signals.flatMap((each) =>
    campaignsAsked(active, each).map((campaign) => ({ campaign, signal: each })),
  );
  return asked.sort(
    (a, b) =>
      priorityOf(active.program, b.campaign) - priorityOf(active.program, a.campaign) ||
      (a.campaign < b.campaign ? -1 : Number(a.campaign > b.campaign)),
  );
}

/** The campaigns that a signal may begin, or the one whose journey it wakes. */
export function campaignsAsked(active: ActiveProgram, signal: CampaignSignal): readonly string[] {
  switch (signal.type) {
    case 'Journey Event Matched':
    case 'Schedule Reached':
      return [signal.campaign];
    case 'Segment Entered':
      return campaignsTriggeredBySegment(active, signal.segment, 'entry');
    case 'Segment Left':
      return campaignsTriggeredBySegment(active, signal.segment, 'exit');
    default:
      return signal.campaigns;
  }
}

/** Tells whether a signal is for `campaign`. */
export function isForCampaign(signal: Signal): signal is CampaignSignal {
  return CAMPAIGN_TYPES.some((type) => type === signal.type);
}
