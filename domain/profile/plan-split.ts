import type { TrackingEvent } from '../event/tracking-event.ts';
import type { Separation } from '../identity/separation.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { arrangeSplit, type TakenCut } from './arrange-split.ts';
import type { ChangedMemberships } from './changed-memberships.ts';
import { completeDraft, createDraft, type Draft } from './draft.ts';
import { emptyState } from './fold-history.ts';
import type { Profile } from './profile.ts';
import type { ProfileWrite } from './profile-write.ts';
import { refoldDraft } from './refold-draft.ts';
import type { SplitPerson, SplitSide, SplitSides } from './split-sides.ts';
import { stateOfSide } from './split-state.ts';
import { EMPTIED } from './unfolded.ts';

/** What is known of a person's events; read after the person was. */
export interface SplitHistory {
  /** All of them; or that they are too many to be read at once. */
  readonly events: readonly TrackingEvent[] | 'too long';
  /** The identifiers under which none is stored, as far as they may be alone on their side. */
  readonly silent: ReadonlySet<string>;
}

export interface SplitPlan {
  readonly sides: SplitSides;
  readonly write: ProfileWrite;
  /** Profiles that are written without a state: once they are, they must go to the refold queue, to be folded quietly. */
  readonly refolds: readonly string[];
}

/**
 * Makes two people of one by taking a link out, as if it had never been made: each has their own identifiers, events, ids
 * and former ids. What was there before is evaluated in silence; what certainly new events cause is told.
 * @param moment `now`: taken before anything was read
 * @throws {CannotSplitError} where that is more than one transaction takes
 */
export function planSplit(
  active: ActiveProgram,
  person: SplitPerson,
  taken: TakenCut,
  moment: { readonly now: number; readonly newId: () => string; readonly history: SplitHistory },
): SplitPlan {
  const { now, newId, history } = moment;
  const hasEvents = (identifier: string) => !history.silent.has(identifier);
  const { sides, ...rows } = arrangeSplit(person, taken, { newId, hasEvents });
  const drafts = draftSides(person, sides, taken.separation);
  const [living, other] = drafts;
  living.signals.push({ type: 'Profile Split', at: now, into: other?.profile.profileId ?? null });
  const both = other === undefined ? [living] : [living, other];
  for (const draft of both) foldSide(active, draft, history.events, now);
  const write = writeBoth(
    both.map((draft) => completeDraft(draft, now)),
    rows,
  );
  const profileIds = both.map(({ profile }) => profile.profileId);
  return { sides, write, refolds: history.events === 'too long' ? profileIds : [] };
}

/** The living profile's first; the other only where somebody is left on its side. */
function draftSides(
  { profile }: SplitPerson,
  { goes, stays }: SplitSides,
  separation: Separation,
): [Draft, Draft?] {
  const [side, other] = goes.profileId === profile.profileId ? [goes, stays] : [stays, goes];
  // Whoever gets it, the other id is nobody's until then: new, or a tombstone.
  const draftOf = (one: SplitSide, another: SplitSide): Draft | undefined =>
    one.profileId === null
      ? undefined
      : createDraft(
          stateOfSide(profile, { ...one, profileId: one.profileId }, { other: another, separation }),
          false,
        );
  const draft = draftOf(other, side);
  const living = createDraft(
    stateOfSide(profile, { ...side, profileId: profile.profileId }, { other, separation }),
  );
  return draft === undefined ? [living] : [living, draft];
}

function foldSide(active: ActiveProgram, draft: Draft, events: SplitHistory['events'], now: number): void {
  if (events === 'too long') {
    draft.profile = emptyFor(active, draft.profile);
    return;
  }
  const own = events.filter(({ key }) => Object.hasOwn(draft.profile.identifiers, key.identifier));
  refoldDraft(active, draft, own, { start: now, isQuiet: true });
}

/** Until the queue has folded it, neither forgets what the one person that they were refused, whoever of them it was. */
function emptyFor(active: ActiveProgram, profile: Profile): Profile {
  const empty = emptyState(active, profile);
  const refused = Object.entries(profile.consent).filter(([, { granted }]) => !granted);
  return {
    ...empty,
    program: { ...empty.program, aggregates: EMPTIED },
    consent: Object.fromEntries(refused),
  };
}

/** One write; what both tell leaves with the living profile. */
function writeBoth(
  writes: readonly ProfileWrite[],
  rows: Pick<ProfileWrite, 'tombstones' | 'identities'>,
): ProfileWrite {
  const [living, separated] = writes;
  if (living === undefined) throw new TypeError('a split leaves the living profile at least');
  const signals = writes.flatMap((write) => write.signals);
  const both = separated === undefined ? {} : { separated: separated.profile };
  const memberships = Object.assign({}, ...writes.map((write) => write.memberships)) as ChangedMemberships;
  return { ...living, ...rows, ...both, signals, memberships };
}
