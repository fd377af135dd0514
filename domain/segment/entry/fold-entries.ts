import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { REFOLD } from '../aggregate/aggregate.ts';
import { evaluateEntryOf } from '../condition/evaluate-condition.ts';
import { type ActiveEntry, type Entries, entriesSelectedBy, inOrder } from './entries.ts';
import {
  type EntryState,
  entryStateOf,
  fromTheFirst,
  momentOf,
  NEVER,
  type Stand,
  turned,
} from './entry-state.ts';
import { advance } from './read-entry.ts';

type States = Profile['aggregates'];

/** Names that an event, or what gave way to it, has changed. */
interface Changed {
  readonly traits: ReadonlySet<string>;
  readonly consent: ReadonlySet<string>;
}

/**
 * Begins measures anew that an entry opens, before an event is folded: time alone may have brought the entry since.
 * @param profile the state before the event
 * @returns 'refold' where the event is older than one that has been folded
 */
export function openMeasures(
  active: ActiveProgram,
  profile: Profile,
  event: TrackingEvent,
): States | 'refold' {
  let states = profile.aggregates;
  if (active.entries.byId.size === 0) return states;
  for (const entry of entriesSelectedBy(active.entries, event)) {
    if (entry.opens.length === 0) continue;
    const stand = standBefore(active, entry, profile, event.time);
    if (stand === REFOLD) return REFOLD;
    const last = momentOf(stand.last, Math.min(profile.firstSeen, event.time));
    for (const id of entry.opens) {
      const state = last === null ? states[id] : active.aggregates.get(id)?.openAt?.(states[id], last);
      if (state === REFOLD) return REFOLD;
      if (state !== undefined && state !== states[id]) states = { ...states, [id]: state };
    }
  }
  return states;
}

/** The states after an event, and the ids of those that may tell something else. */
export interface FoldedEntries {
  readonly states: States;
  readonly changed: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Decides the entries that an event may touch, at its time, once all else of it is folded.
 * @returns 'refold' where the event is older than one that has been folded: what was decided since may have been otherwise
 */
export function foldEntries(
  active: ActiveProgram,
  { before, after }: { readonly before: Profile; readonly after: Profile },
  event: TrackingEvent,
  changed: Changed,
): FoldedEntries | 'refold' {
  if (active.entries.byId.size === 0) return { states: after.aggregates, changed: NONE };
  const isNewFirst = after.firstSeen < before.firstSeen;
  if (isNewFirst && [...active.entries.byId.values()].some((entry) => outlivesFirst(entry, before)))
    return REFOLD;
  const touched = new Set<string>(isNewFirst ? active.entries.byId.keys() : []);
  let present = after;
  for (const entry of entriesTouchedBy(active.entries, event, changed)) {
    const state = decide(active, entry, { before, after: present }, event.time);
    if (state === REFOLD) return REFOLD;
    touched.add(entry.id);
    present = {
      ...present,
      aggregates: { ...present.aggregates, [entry.id]: state as unknown as JsonValue },
    };
  }
  return { states: present.aggregates, changed: touched };
}

function decide(
  active: ActiveProgram,
  entry: ActiveEntry,
  { before, after }: { readonly before: Profile; readonly after: Profile },
  time: number,
): EntryState | 'refold' {
  const stand = standBefore(active, entry, before, time);
  if (stand === REFOLD) return REFOLD;
  const { holds } = evaluateEntryOf(active)(entry, after, time);
  return { at: time, before: stand, ...turned(stand, holds, time) };
}

/** How an entry's condition stands just before a moment; 'refold' where an event after it has been decided on. */
function standBefore(
  active: ActiveProgram,
  entry: ActiveEntry,
  profile: Profile,
  time: number,
): Stand | 'refold' {
  const state = entryStateOf(profile.aggregates[entry.id]);
  if (state === undefined) return standBeforeAll(active, entry, profile, time);
  if (time < state.at) return REFOLD;
  return time === state.at ? state.before : advance(entry, profile, time - 1, evaluateEntryOf(active)).stand;
}

/** As above, where the condition depends on nothing that has happened yet. */
function standBeforeAll(active: ActiveProgram, entry: ActiveEntry, profile: Profile, time: number): Stand {
  const evaluate = evaluateEntryOf(active);
  if (profile.firstSeen >= time) {
    const { holds } = evaluate(entry, { ...profile, firstSeen: time }, time);
    return holds ? fromTheFirst(time) : NEVER;
  }
  const { stand } = advance(entry, profile, time - 1, evaluate);
  const known = (mark: Stand['since']) => (isFirst(mark) ? { before: time } : mark);
  return { since: known(stand.since), last: known(stand.last) };
}

function isFirst(mark: Stand['since']): boolean {
  return typeof mark === 'object' && mark !== null;
}

/** The entries whose condition may depend on the event, by what it is or by what it says. */
function entriesTouchedBy(entries: Entries, event: TrackingEvent, changed: Changed): readonly ActiveEntry[] {
  const selected = entriesSelectedBy(entries, event);
  const told = [
    ...[...changed.traits].flatMap((name) => entries.byTrait.get(name) ?? []),
    ...[...changed.consent].flatMap((name) => entries.byConsent.get(name) ?? []),
    ...(Object.hasOwn(event.context, 'device') ? entries.byDevices : []),
  ];
  return told.length === 0 ? selected : inOrder(new Set([...selected, ...told]));
}

/** Whether what was decided would be otherwise had the guest been there before. */
function outlivesFirst({ id, opens, dependencies }: ActiveEntry, { aggregates }: Profile): boolean {
  if (!Object.hasOwn(aggregates, id)) return false;
  return opens.length > 0 || dependencies.entries.size > 0 || dependencies.contacts.size > 0;
}
