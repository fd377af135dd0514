import { fingerprint } from '../event/fingerprint.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { FoldMarks, Profile } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import { compareText } from './stamped.ts';

/** Keys of events received in the newest so many milliseconds are remembered. */
export const REMEMBERED_MILLISECONDS = 120_000;
/** And at most so many. */
export const MAXIMUM_REMEMBERED_KEYS = 64;

/** An identifier of which nothing has been folded. */
export const NO_MARKS: FoldMarks = { sealed: 0, floor: 0, keys: {} };

/** `counted`: it is in the state. `in doubt`: its key may have been forgotten. `new`: it is certainly not. */
export type Standing = 'counted' | 'in doubt' | 'new';

/** Tells whether an event has been folded already. */
export function standingOf(marks: FoldMarks, event: Pick<TrackingEvent, 'key' | 'receivedAt'>): Standing {
  if (event.receivedAt < marks.sealed || Object.hasOwn(marks.keys, fingerprint(event.key.sort)))
    return 'counted';
  return event.receivedAt < marks.floor ? 'in doubt' : 'new';
}

/** Notes that an event was folded. */
export function markFolded(marks: FoldMarks, event: TrackingEvent): FoldMarks {
  return { ...marks, keys: { ...marks.keys, [fingerprint(event.key.sort)]: event.receivedAt } };
}

/** Drops the keys that need no longer be remembered, oldest first; the floor rises past each. */
export function forgetOldKeys(marks: FoldMarks): FoldMarks {
  const entries = Object.entries(marks.keys).sort(([a, atA], [b, atB]) => atB - atA || (a < b ? -1 : 1));
  const newest = entries[0]?.[1] ?? 0;
  const isKept = ([, receivedAt]: [string, number], index: number) =>
    index < MAXIMUM_REMEMBERED_KEYS && receivedAt > newest - REMEMBERED_MILLISECONDS;
  const kept = entries.filter(isKept);
  if (kept.length === entries.length) return marks;
  const firstDropped = entries[kept.length]?.[1] ?? 0;
  return { ...marks, floor: Math.max(marks.floor, firstDropped + 1), keys: Object.fromEntries(kept) };
}

interface RememberedKey {
  readonly identifier: string;
  readonly key: string;
  readonly receivedAt: number;
}

/** Drops keys of all identifiers together, oldest first, where they are more than a profile has room for. */
export function forgetExcessKeys(identifiers: Profile['identifiers']): Profile['identifiers'] {
  const remembered = Object.entries(identifiers).flatMap(([identifier, { keys }]) =>
    Object.entries(keys).map(([key, receivedAt]): RememberedKey => ({ identifier, key, receivedAt })),
  );
  if (remembered.length <= PROFILE_LIMITS.rememberedKeys) return identifiers;
  const excess = remembered.sort(byNewest).slice(PROFILE_LIMITS.rememberedKeys);
  const dropped = Map.groupBy(excess, ({ identifier }) => identifier);
  return Object.fromEntries(
    Object.entries(identifiers).map(([identifier, marks]) => [
      identifier,
      withoutKeys(marks, dropped.get(identifier) ?? []),
    ]),
  );
}

function byNewest(a: RememberedKey, b: RememberedKey): number {
  return b.receivedAt - a.receivedAt || compareText(a.key, b.key) || compareText(a.identifier, b.identifier);
}

function withoutKeys(marks: FoldMarks, newestFirst: readonly RememberedKey[]): FoldMarks {
  const [newest] = newestFirst;
  if (newest === undefined) return marks;
  const dropped = new Set(newestFirst.map(({ key }) => key));
  const kept = Object.entries(marks.keys).filter(([key]) => !dropped.has(key));
  return {
    ...marks,
    floor: Math.max(marks.floor, newest.receivedAt + 1),
    keys: Object.fromEntries(kept),
  };
}

/**
 * The marks of an identifier whose events have all been read anew: what was received two minutes before the reading
 * began is in, and the keys since are known.
 * @param start when the reading began; an event is stored long before two minutes after its receipt
 */
export function sealMarks(marks: FoldMarks, events: readonly TrackingEvent[], start: number): FoldMarks {
  const sealed = Math.max(marks.sealed, start - REMEMBERED_MILLISECONDS);
  const keys = events
    .filter((event) => event.receivedAt >= sealed)
    .map((event) => [fingerprint(event.key.sort), event.receivedAt] as const);
  return { sealed, floor: sealed, keys: Object.fromEntries(keys) };
}

/** The marks of an identifier that two profiles have folded. */
export function uniteMarks(a: FoldMarks, b: FoldMarks): FoldMarks {
  return {
    sealed: Math.max(a.sealed, b.sealed),
    floor: Math.max(a.floor, b.floor),
    keys: { ...a.keys, ...b.keys },
  };
}
