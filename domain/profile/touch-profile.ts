import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { completeDraft, createDraft, type Draft } from './draft.ts';
import type { Profile } from './profile.ts';
import type { ProfileWrite } from './profile-write.ts';
import {
  HistoryNeeded,
  type Moment,
  refoldOrDefer,
  requireNoNewerProgram,
  settleDraft,
} from './settle-draft.ts';
import { tellTogether } from './tell-together.ts';

/** All events of a profile's identifiers; or that they are too many to be read at once. */
export type History = readonly TrackingEvent[] | 'too long';

/** What became of a profile that was looked at. */
export type Touched =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'planned'; readonly write: ProfileWrite }
  | { readonly kind: 'history needed'; readonly identifiers: readonly string[] }
  /** Its history is too long: it must go to the refold queue. */
  | { readonly kind: 'refold later' };

/**
 * Decides what time, or a new program, has done to a profile that no event has come for: segments that time alone
 * changes, and when wake must look again.
 * @throws {StaleProgramError} where the profile was written with a newer program
 */
export function touchProfile(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  history?: History,
): Touched {
  return decide(active, profile, { now, history }, (moment, draft) => {
    settleDraft(moment, draft);
    if (profile.wakeAt !== null && profile.wakeAt <= now) draft.isChanged ||= !draft.isDeferred;
  });
}

/**
 * Folds a profile from nothing, from all events of its identifiers.
 * @param history read consistently, after the profile was and after `now` was taken
 * @param options `isQuiet`: what was there before is evaluated in silence, on the new state alone; certainly new events
 * and what time has changed are told
 * @throws {StaleProgramError} where the profile was written with a newer program
 */
export function refoldProfile(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  history: readonly TrackingEvent[],
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): Touched {
  return decide(active, profile, { now, history }, (moment, draft) => {
    if (isQuiet) {
      requireNoNewerProgram(active, profile);
      refoldOrDefer({ ...moment, isQuiet }, draft);
      return;
    }
    settleDraft(moment, draft);
    if (draft.profile.program.aggregates === profile.program.aggregates) refoldOrDefer(moment, draft);
  });
}

function decide(
  active: ActiveProgram,
  profile: Profile,
  { now, history }: { now: number; history: History | undefined },
  step: (moment: Moment, draft: Draft) => void,
): Touched {
  const identifiers = Object.keys(profile.identifiers);
  const draft = createDraft(profile);
  try {
    step({ active, workspace: readingOf(identifiers, history), now }, draft);
  } catch (thrown) {
    if (thrown instanceof HistoryNeeded) return { kind: 'history needed', identifiers: thrown.identifiers };
    throw thrown;
  }
  if (draft.isDeferred) return { kind: 'refold later' };
  if (!draft.isChanged) return { kind: 'unchanged' };
  return { kind: 'planned', write: tellTogether(active, completeDraft(draft, now)) };
}

function readingOf(identifiers: readonly string[], history: History | undefined): Moment['workspace'] {
  if (history === undefined) return {};
  if (history === 'too long') return { tooLong: new Set(identifiers) };
  const eventsOf = Map.groupBy(history, (event) => event.key.identifier);
  return { history: new Map(identifiers.map((identifier) => [identifier, eventsOf.get(identifier) ?? []])) };
}
