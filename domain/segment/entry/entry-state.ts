import type { JsonValue } from '../../event/json.ts';

/**
 * When something began: a moment; null: it has not; or the guest's first event, wherever that turns out to be, but only
 * if it is before `before`, where that is given.
 */
export type Mark = number | null | { readonly before: number | null };

/** How a condition stands at a moment. */
export interface Stand {
  /** When the present stretch in which it holds began; null: it does not hold. */
  readonly since: Mark;
  /** When the last such stretch began, also if it is over; null: there was none. */
  readonly last: Mark;
}

/** The state of an `entry` aggregate; absent before the first event that its condition may depend on. */
export interface EntryState extends Stand {
  /** The time of the latest event that the condition may depend on: an earlier one must be folded before it. */
  readonly at: number;
  /** How it stood just before `at`: what more happened within that millisecond decides it anew. */
  readonly before: Stand;
}

export const NEVER: Stand = { since: null, last: null };

/** How a condition stands that holds from the guest's first event, or only if that is before a moment. */
export function fromTheFirst(before: number | null): Stand {
  return { since: { before }, last: { before } };
}

export function entryStateOf(state: JsonValue | undefined): EntryState | undefined {
  return state as unknown as EntryState | undefined;
}

/** How a condition stands once it is known whether it holds at a moment. */
export function turned(stand: Stand, holds: boolean, moment: number): Stand {
  if (!holds) return { since: null, last: stand.last };
  if (stand.since === null) return { since: moment, last: moment };
  // It holds at the first event, whether that is at this moment or before it.
  return isMark(stand.since) ? fromTheFirst(null) : stand;
}

/** The moment that a mark means. @param firstSeen the time of the guest's first event */
export function momentOf(mark: Mark, firstSeen: number): number | null {
  if (!isMark(mark)) return mark;
  return mark.before === null || firstSeen < mark.before ? firstSeen : null;
}

function isMark(mark: Mark): mark is Exclude<Mark, number | null> {
  return typeof mark === 'object' && mark !== null;
}
