import type { Profile } from '../../profile/profile.ts';
import type { Verdict } from '../condition/verdict.ts';
import type { ActiveEntry } from './entries.ts';
import { entryStateOf, fromTheFirst, momentOf, NEVER, type Stand, turned } from './entry-state.ts';

/** Whether an entry's condition holds for a guest at a moment, and when time alone may change that. */
export type Evaluate = (entry: ActiveEntry, profile: Profile, moment: number) => Verdict;

/** What an `entry` aggregate tells. */
export interface EntryReading {
  /** When the present stretch began; null: the condition does not hold. */
  readonly since: number | null;
  /** When it last began to hold, also if it has ceased to; null: it never did. */
  readonly last: number | null;
  /** When it had last begun just before the latest event that it depends on: what its measures were begun anew at. */
  readonly opened: number | null;
  /** When time alone may next change whether it holds. */
  readonly changesAt: number | null;
}

/** How a condition stands at a moment, with no further event until then. */
interface Advanced {
  readonly at: number;
  readonly stand: Stand;
  readonly changesAt: number | null;
}

const advanced = new WeakMap<ActiveEntry, WeakMap<Profile, Advanced>>();

/** Reads an `entry` aggregate; nothing is stored. @param now not before the latest event that was folded */
export function readEntry(
  entry: ActiveEntry,
  profile: Profile,
  now: number,
  evaluate: Evaluate,
): EntryReading {
  const { stand, changesAt } = advance(entry, profile, now, evaluate);
  const { firstSeen } = profile;
  const before = entryStateOf(profile.aggregates[entry.id])?.before ?? NEVER;
  return {
    since: momentOf(stand.since, firstSeen),
    last: momentOf(stand.last, firstSeen),
    opened: momentOf(before.last, firstSeen),
    changesAt,
  };
}

/** Passes every moment at which time alone turns the condition; as far as was asked before, it is remembered. */
export function advance(entry: ActiveEntry, profile: Profile, now: number, evaluate: Evaluate): Advanced {
  const remembered = memoryOf(entry);
  const known = remembered.get(profile);
  let { at, stand, changesAt } =
    known !== undefined && known.at <= now ? known : start(entry, profile, now, evaluate);
  while (changesAt !== null && changesAt <= now) {
    at = changesAt;
    const verdict = evaluate(entry, profile, at);
    stand = turned(stand, verdict.holds, at);
    changesAt = verdict.changesAt;
  }
  const reached = { at, stand, changesAt };
  remembered.set(profile, reached);
  return reached;
}

function start(entry: ActiveEntry, profile: Profile, now: number, evaluate: Evaluate): Advanced {
  const state = entryStateOf(profile.aggregates[entry.id]);
  const at = state?.at ?? Math.min(profile.firstSeen, now);
  const { holds, changesAt } = evaluate(entry, profile, at);
  if (state === undefined) return { at, stand: holds ? fromTheFirst(null) : NEVER, changesAt };
  const { since, last } = state;
  // A message that was decided within that very millisecond: no event tells of it.
  const stand = holds === (since !== null) ? { since, last } : turned(state.before, holds, at);
  return { at, stand, changesAt };
}

function memoryOf(entry: ActiveEntry): WeakMap<Profile, Advanced> {
  const known = advanced.get(entry);
  if (known !== undefined) return known;
  const memory = new WeakMap<Profile, Advanced>();
  advanced.set(entry, memory);
  return memory;
}
