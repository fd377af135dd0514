import type { Hops } from '../../event/hops.ts';
import type { Traced } from '../../event/trace.ts';
import type { EventKey } from '../../event/tracking-event.ts';

/** Why a journey is over. */
export type JourneyEnd =
  | 'completed'
  | 'stopped'
  | 'condition failed'
  | 'collapsed by a merge'
  | 'campaign removed'
  /** A step said so. */
  | 'ended by a step'
  /** A step waits for a date that there is none of. */
  | 'no date';

/** One thing that happened on the journey, for `why`. */
export interface JourneyTrace extends TracedStep {
  readonly at: number;
  readonly what: string;
}

/** Which step something happened in, for what counts what was reached. */
export interface TracedStep {
  /** The step's id. */
  readonly step?: string;
  /** Of a branch or split: the arm taken, counted from 1; absent: none. */
  readonly arm?: number;
  /** Of a send: until when it is held. */
  readonly heldUntil?: number;
}

/** What happened, in one sentence without personal data. */
export function describeSteps(trace: readonly JourneyTrace[]): string {
  return trace.map(({ what }) => what).join('; ');
}

/** One guest's way through one campaign: a row of the Journeys table. It carries the trace of what began it to its end. */
export interface Journey extends Traced, Hops {
  /** The profile that the signal named: with `journeyId` the row's key, also after a merge. */
  readonly profileId: string;
  /** `campaignId#occurrence`. */
  readonly journeyId: string;
  readonly campaign: string;
  /** The messageId (event trigger), `<segment>.<entry|exit>.<stay>` (segment trigger), the round, the date, or the schedule's moment. */
  readonly occurrence: string;
  /** Counts writes; every write is conditional on it. */
  readonly revision: number;
  /** The playbook version it began with, and keeps. */
  readonly playbookVersion: string;
  readonly status: 'waiting' | 'ended';
  readonly end?: JourneyEnd;
  readonly enteredAt: number;
  /** The moment at which time brought what triggered it; absent: an event did, or a deploy. */
  readonly broughtAt?: number;
  /** Place of the step to do next; of one that waits for an event, a time of day or a date, that step itself. */
  readonly nextStep: number;
  /** The id of the step whose event it waits for, at most until `dueAt`; absent while it waits for a moment alone. */
  readonly awaits?: string;
  /**
   * The event of its own that it waits to see in the guest's state, at most until `dueAt`: what follows a step that sets or
   * grants sees what it did. `since`: when the next step was due to begin.
   */
  readonly awaitsOwn?: EventKey & { readonly receivedAt: number; readonly since: number };
  /** The id of the step whose moment, `dueAt`, is asked again once it has come: it may lie later by then. */
  readonly asksAgain?: string;
  /** When the wait is over; null once ended. */
  readonly dueAt: number | null;
  /** When it looks for itself, before that, whether what it waits for has come: the guest has no room to have it told. */
  readonly looksAt?: number;
  /** Of one that gave way in a merge while it waited: what it goes on with, should a split make its guest two again before `dueAt`. */
  readonly gaveWay?: Pick<Journey, 'awaits' | 'awaitsOwn' | 'asksAgain' | 'slot'> & {
    readonly dueAt: number;
  };
  /** What triggered it, or made the segment true. */
  readonly event?: EventKey;
  readonly segment?: string;
  /** Its campaign has a goal, as the journey began. */
  readonly hasGoal?: true;
  /** Sent nothing, and measured all the same. */
  readonly isHeldOut?: true;
  /** By the id of a split: the arm taken, counted from 1. */
  readonly arms?: Readonly<Record<string, number>>;
  /** The turn that a send under a rate was given. */
  readonly slot?: { readonly step: string; readonly at: number };
  /** When the first message that its goal is measured from was decided: to the guest, or, where its campaign sends them none, any. */
  readonly firstSendAt?: number;
  /** When the goal was reached: the time of the event. */
  readonly convertedAt?: number;
  readonly trace: readonly JourneyTrace[];
}
