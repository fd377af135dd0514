import type { Hops } from '../event/hops.ts';
import type { Traced } from '../event/trace.ts';
import type { EventKey } from '../event/tracking-event.ts';

/** What every signal says. Signals carry ids, never payloads. */
interface SignalBase extends Traced, Hops {
  /** Deterministic: `<profileId>-<version>-<index>`; a repeat has the same, so a consumer can drop it. */
  readonly id: string;
  /** The version of this shape. */
  readonly v: 1;
  readonly profileId: string;
  /** When it became true, in milliseconds since the epoch. */
  readonly at: number;
  /** Others that the same event made true: whoever takes this one decides on what all of them begin or wake, in falling priority. */
  readonly beside?: readonly Signal[];
  /** The id of the signal that this one is `beside`: what it begins or wakes is decided there. */
  readonly ledBy?: string;
}

export interface SegmentEntered extends SignalBase {
  readonly type: 'Segment Entered';
  readonly segment: string;
  /** How many-th entry it is. */
  readonly entry: number;
  /** The name of the stay that began: in the occurrence of the journeys it begins. */
  readonly stay: string;
  /** The deploy by whose program it is so: none that is older knows which campaigns it begins. */
  readonly ordinal?: number;
  /** The event that made it true; absent if time did. */
  readonly event?: EventKey;
  /** When time did; absent: at `at`. */
  readonly moment?: number;
}

export interface SegmentLeft extends SignalBase {
  readonly type: 'Segment Left';
  readonly segment: string;
  /** How often the guest had entered. */
  readonly entry: number;
  /** The name of the stay that ended. */
  readonly stay: string;
  /** The deploy by whose program it is so: none that is older knows which campaigns it begins. */
  readonly ordinal?: number;
  readonly event?: EventKey;
  /** When time made it so; absent: at `at`. */
  readonly moment?: number;
}

/** No entry: the guest was inside when a deploy reached them, and these campaigns include such members. */
export interface MemberIncluded extends SignalBase {
  readonly type: 'Member Included';
  readonly segment: string;
  /** How often the guest had entered. */
  readonly entry: number;
  /** The name of the present stay. */
  readonly stay: string;
  /** Ids of the campaigns that may begin a journey. */
  readonly campaigns: readonly string[];
  /** No event made it so. */
  readonly event?: undefined;
}

export interface EventMatched extends SignalBase {
  readonly type: 'Event Matched';
  /** The event's name, for rules on the bus. */
  readonly name: string;
  readonly event: EventKey;
  readonly messageId: string;
  /** The event's own time. */
  readonly time: number;
  /** Ids of the campaigns whose trigger it matched. */
  readonly campaigns: readonly string[];
  /** By campaign that counts rounds (`every`): the round that this event completed, `<profile>.<aggregate>.<opening>.<round>`. */
  readonly rounds?: Readonly<Record<string, string>>;
  /** True if the event was delivered again, or a refold may have taken it in first: it may have been announced before. */
  readonly isRepeat?: boolean;
}

/** A date of the guest's has come. */
export interface DateReached extends SignalBase {
  readonly type: 'Date Reached';
  /** The trait, dotted. */
  readonly trait: string;
  /** The day itself, `2026-05-01`, not that on which it is told. */
  readonly date: string;
  readonly campaigns: readonly string[];
  /** Of a campaign with several triggers for the trait: which of these it is, by its place among the campaign's. */
  readonly place?: number;
  readonly event?: undefined;
}

/** The moment of a schedule has come for a guest who is in its segment. Told by `broadcast`, straight to `campaign`'s queue. */
export interface ScheduleReached extends SignalBase {
  readonly type: 'Schedule Reached';
  readonly campaign: string;
  readonly segment: string;
  /** The schedule's moment; `at` is the same. */
  readonly moment: number;
  readonly event?: undefined;
}

/** Something came that a journey looks out for: an event, or that the guest entered or left a segment. */
export interface JourneyEventMatched extends SignalBase {
  readonly type: 'Journey Event Matched';
  readonly watch: 'wait' | 'goal' | 'stop';
  readonly campaign: string;
  /** The key of the journey's row. */
  readonly journeyProfileId: string;
  readonly journeyId: string;
  /** The segment that was entered or left; absent where it is an event. */
  readonly segment?: string;
  /** Absent where time changed the segment. */
  readonly event?: EventKey;
  /** The event's own time; else when the segment was entered or left. */
  readonly time: number;
  /** Nothing came: two became one, and the journey looks for itself, as it gives way or has no room for what it looked out for. */
  readonly isForgotten?: true;
}

export interface ProfilesMerged extends SignalBase {
  readonly type: 'Profiles Merged';
  readonly from: readonly string[];
}

export interface ProfileSplit extends SignalBase {
  readonly type: 'Profile Split';
  /** The profile that the other of the two has from now on; null: what was split off is nobody's. */
  readonly into: string | null;
}

export interface MessageRequested extends SignalBase {
  readonly type: 'Message Requested';
  readonly channel: string;
  readonly campaign: string;
  /** The partition of the ledger row: the profile that the journey began under. */
  readonly deliveryProfileId: string;
  readonly deliveryId: string;
  /** The event that the journey came from, so that a channel can read it beside the rest. */
  readonly event?: EventKey;
}

/** What a write of a profile tells the world; rides on the item and leaves through announce. */
export type Signal =
  | SegmentEntered
  | SegmentLeft
  | MemberIncluded
  | EventMatched
  | DateReached
  | ScheduleReached
  | JourneyEventMatched
  | ProfilesMerged
  | ProfileSplit
  | MessageRequested;
