import type { Contacts } from '../campaign/contacts/contacts.ts';
import type { ConsentChoice } from '../consent/consent-choice.ts';
import type { JsonValue } from '../event/json.ts';
import type { Separation } from '../identity/separation.ts';

/** Ties between two writers are broken by (time, messageId): the later wins, whatever arrived first. */
export interface Stamp {
  /** The event's time, in milliseconds since the epoch. */
  readonly at: number;
  readonly messageId: string;
}

/** A value with the event that set it. */
export interface Stamped<T> extends Stamp {
  readonly value: T;
}

/**
 * What one identifier's events have been folded, so that each counts once (architecture.md §4).
 * An event is skipped if its key is known or it was received before `sealed`; it is in doubt if it was
 * received before `floor`; else it is new.
 */
export interface FoldMarks {
  /** Every event received before this moment is in the state. Milliseconds since the epoch; 0 at first. */
  readonly sealed: number;
  /** Keys of events received before this moment may have been forgotten. */
  readonly floor: number;
  /** Fingerprint of an event's sort key → when it was received. */
  readonly keys: Readonly<Record<string, number>>;
}

/** Being in a segment, or having been. */
export interface Membership {
  /** When the present stay began, in milliseconds since the epoch; null when outside. */
  readonly since: number | null;
  /** How often it was entered, all the person's profiles together: the next entry has the next ordinal. */
  readonly entries: number;
  /** The present stay's name, where it is not `<this profile's id>.<entries>` (see `stay.ts`). */
  readonly stay?: string;
  /** Names of stays, those of one stay together: begun under several profiles that turned out to be one person. */
  readonly same?: readonly (readonly string[])[];
}

/** A device that can be sent a push notification. */
export interface Device extends Stamp {
  /** Fingerprint of `context.device.id`: of several tokens of one device only the latest is used. */
  readonly deviceId?: string;
  readonly platform: 'ios' | 'android';
}

/** What the bounds on traits must remember, so that the same events leave the same traits in whatever order they come. */
export interface TraitMemory {
  /** By name: when a value was set that gave way to newer large ones. It has none until it is set again. */
  readonly withheld: Readonly<Record<string, Stamp>>;
  /** For each size that counts as large, by name: when such a value was last set, of the newest. */
  readonly large: readonly Readonly<Record<string, Stamp>>[];
}

/** What a profile remembers of its dates, so that each is told once wherever the guest travels. */
export interface DateMemory {
  /** Where the guest was as `nextDates` were found. */
  readonly zone: string;
  /** By trigger and name of the date, `<campaign>.<place> <name>`: when it was told, of the last days. */
  readonly told: Readonly<Record<string, number>>;
}

/** A living person: the fold of all events of their identifiers, and the decisions taken about them. */
export interface Profile {
  readonly profileId: string;
  /** Counts writes; 0 for one that was never written. Every write is conditional on it. */
  readonly version: number;
  readonly createdAt: number;
  /** Decides splits and holdouts for ever; the survivor's stays in a merge. */
  readonly seed: string;
  /** The program that the state was folded with. */
  readonly program: { readonly ordinal: number; readonly aggregates: string };
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** By `namespace#value`. */
  readonly identifiers: Readonly<Record<string, FoldMarks>>;
  readonly traits: Readonly<Record<string, Stamped<JsonValue>>>;
  /** Absent where no trait is large. */
  readonly traitMemory?: TraitMemory | undefined;
  /** The latest `context.timezone` and `context.locale`. */
  readonly surroundings: { readonly timezone?: Stamped<string>; readonly locale?: Stamped<string> };
  /** By purpose or channel. */
  readonly consent: Readonly<Record<string, ConsentChoice>>;
  /** By push token. */
  readonly devices: Readonly<Record<string, Device>>;
  /** State by aggregate id; an aggregate that no event has touched is absent. */
  readonly aggregates: Readonly<Record<string, JsonValue>>;
  /** By segment id: those the guest is in or has been in. */
  readonly segments: Readonly<Record<string, Membership>>;
  /** By segment id: when time alone may next change it, in milliseconds since the epoch; absent: never. */
  readonly nextChanges: Readonly<Record<string, number>>;
  readonly contacts: Contacts;
  /** By campaign and place of a date trigger, `<campaign>.<place>`: when its date comes next. */
  readonly nextDates?: Readonly<Record<string, number>> | undefined;
  /** Absent where no date comes, and none has come lately. */
  readonly dateMemory?: DateMemory | undefined;
  /** Profiles that were merged into this one: their ledger rows still stand under those ids. */
  readonly formerProfileIds: readonly string[];
  /** Absent where nothing was ever split. */
  readonly apart?: readonly Separation[];
  /** When wake must look at it; never later than the earliest of `nextChanges`. Null: never. */
  readonly wakeAt: number | null;
}

/** What remains of a profile that was merged away: it forwards for ever. */
export interface Tombstone {
  readonly profileId: string;
  readonly version: number;
  /** When the profile that it was had been created. */
  readonly createdAt: number;
  readonly mergedInto: string;
  readonly mergedAt: number;
}

export type ProfileRecord = Profile | Tombstone;

/** Tells whether a record forwards to another. */
export function isTombstone(record: ProfileRecord): record is Tombstone {
  return 'mergedInto' in record;
}
