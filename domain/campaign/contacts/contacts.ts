import type { Came, Wait } from './in-line.ts';

/** The journey that a guest is in, of a campaign that allows one at a time. */
export interface OpenJourney {
  /** The profile under which its row stands in Journeys: the one the signal named, also after a merge. */
  readonly profileId: string;
  /** `campaignId#occurrence`. */
  readonly journeyId: string;
  readonly enteredAt: number;
}

/** That a guest was in a campaign: when a journey last began, and how many have. */
export interface Entered {
  readonly last: number;
  readonly times: number;
  /** Of a campaign that begins every time: how many of its journeys are not over. */
  readonly underWay?: number;
  /**
   * Of a campaign that allows one at a time: the newest of those that began, under way or over, the older first. One that
   * gives way to another in a merge is none of them.
   */
  readonly counting?: readonly OpenJourney[];
}

/** One message that was decided, kept as long as some cap looks back. */
export interface RecentSend {
  /** Which message it is, as `sendIdOf` says. */
  readonly id?: string;
  readonly at: number;
  /** So many milliseconds before, time brought it: caps count it from then. Absent: none, or no cap counted it. */
  readonly lag?: number;
  readonly channel: string;
  readonly campaign: string;
  /** A transactional message: no cap counts it. */
  readonly isUncapped?: true;
  /** It is known not to have left: no cap counts it any more, and no condition takes it for sent. */
  readonly hasFailed?: true;
}

/** What a journey looks out for: an event that touches an aggregate, or an event of its own, has the journey told of it. */
export interface Watch {
  /** `wait`: an event may end its wait. `goal`: one may be the conversion. `stop`: something may make its `stopWhen` true. */
  readonly kind: 'wait' | 'goal' | 'stop';
  readonly profileId: string;
  readonly journeyId: string;
  readonly campaign: string;
  /** Absent where it looks out for one event alone. */
  readonly aggregate?: string;
  /** Of the event that one of the journey's steps made. */
  readonly messageId?: string;
  /** Of `stop`, instead: the segment that the guest may enter or leave. */
  readonly segment?: string;
  /** Events after this moment, up to and with `until`, count. */
  readonly from: number;
  readonly until: number;
}

/** A message of a journey's that quiet hours hold, until it is let go. */
export type HeldMessage = Wait;

/** What spoke against a journey's beginning; `refused-entry.ts` says each as a sentence. */
export type RefusedBecause =
  | 'loop'
  | 'paused'
  | 'not yet active'
  | 'no longer active'
  | 'included before'
  | 'under way'
  | 'once'
  | 'too soon'
  | 'too many'
  | 'no visit'
  | 'before the visit'
  | 'begun in this visit'
  | 'if';

/** That a campaign was triggered and began no journey. */
export interface RefusedEntry {
  /** When that was decided. */
  readonly at: number;
  readonly because: RefusedBecause;
  /** Which time it was that the campaign was triggered. */
  readonly occurrence: string;
}

/**
 * What has been decided about a guest: facts, which a refold carries over and a merge unites. It lies on the
 * profile so that every decision is one transaction with it and two decisions cannot pass each other.
 */
export interface Contacts {
  /** By campaign id. */
  readonly open: Readonly<Record<string, OpenJourney>>;
  /** By campaign id. */
  readonly entered: Readonly<Record<string, Entered>>;
  readonly sends: readonly RecentSend[];
  /** Ids of campaigns that this person is held out of: once held out, for good, whoever they turn out to be. */
  readonly heldOut?: readonly string[];
  /** In the group that gets no marketing, likewise. */
  readonly isControl?: true;
  /** At most `MAXIMUM_WATCHES`, and `MAXIMUM_GOAL_WATCHES` for goals: who has no room looks for itself. */
  readonly watches?: readonly Watch[];
  /** What quiet hours hold, the first to be let go first; at most `MAXIMUM_HELD`. */
  readonly held?: readonly HeldMessage[];
  /** Until when journeys wait that may then want the last message under a cap: the soonest. */
  readonly waits?: readonly Wait[];
  /** What time brought lately that may begin such a journey. */
  readonly came?: readonly Came[];
  /** By campaign id: the last time that it did not begin, for `why`; at most `MAXIMUM_REFUSED`. */
  readonly refused?: Readonly<Record<string, RefusedEntry>>;
}

/** Of waits and of what stops a journey. */
export const MAXIMUM_WATCHES = 40;
/** Of goals. */
export const MAXIMUM_GOAL_WATCHES = 20;

export const MAXIMUM_HELD = 20;

export const MAXIMUM_REFUSED = 20;

export const NO_CONTACTS: Contacts = { open: {}, entered: {}, sends: [] };
