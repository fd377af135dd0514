import type { TrackingEvent } from '../event/tracking-event.ts';
import { decideLinks, type Holder, type LinkDecision } from '../identity/decide-links.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { completeDraft, type Draft, signalBytes } from './draft.ts';
import { findGoalsOfOthers, tellGoalsOfOthers } from './goals-of-others.ts';
import { joinPeople } from './join-people.ts';
import { compareAge } from './merge-profiles.ts';
import { createPeople, type People } from './people.ts';
import type { ProfileWrite } from './profile-write.ts';
import { roundsOfMerge } from './rounds-of-merge.ts';
import { HistoryNeeded, type Moment, settleDraft } from './settle-draft.ts';
import { MAXIMUM_SIGNAL_BYTES } from './signal-limits.ts';
import { takeEvent } from './take-event.ts';
import { tellTogether } from './tell-together.ts';
import type { Workspace } from './workspace.ts';

/** A transaction takes 100 items; the rest is left for what others add to ours. */
const MAXIMUM_ITEMS = 90;

export interface Resolution {
  readonly kind: 'planned';
  /** To be written in this order, each as a whole; one that conflicts means: read again and decide anew. */
  readonly writes: readonly ProfileWrite[];
  /** Living profiles that, once the writes are done, must go to the refold queue: quietly where only history asks for it. */
  readonly refolds: readonly { readonly profileId: string; readonly isQuiet?: true }[];
  /** Identifiers that the events taken name and that a rule left alone: counted with every event that names them. */
  readonly refusedLinks: number;
  /** Events that did not fit: they are resolved after the writes, from what stands then. */
  readonly rest: readonly TrackingEvent[];
}

/** The decision needs all events of these identifiers; or, where they are too many, to know that. */
export interface NeededHistory {
  readonly kind: 'history needed';
  readonly identifiers: readonly string[];
}

/**
 * Decides what events do to people: links, merges, folds, evaluates, and says what to write and to tell. Events are
 * taken in the order given; each is counted once, however often it comes.
 * @param workspace the rows of all the events' identifiers and the profiles that they lead to
 * @param moment `now`: one for the whole invocation, taken before anything was read
 * @throws {StaleProgramError} where a profile was written with a newer program
 */
export function planResolution(
  active: ActiveProgram,
  workspace: Workspace,
  events: readonly TrackingEvent[],
  moment: { readonly now: number; readonly newId: () => string },
): Resolution | NeededHistory {
  const people = createPeople(active, workspace, moment);
  try {
    const { taken, refusedLinks } = takeAll({ active, workspace, now: moment.now }, people, events);
    const drafts = people.all();
    return {
      kind: 'planned',
      writes: drafts
        .filter(({ isChanged }) => isChanged)
        .map((draft) => tellTogether(active, completeDraft(draft, moment.now))),
      refolds: drafts.filter(({ isDeferred }) => isDeferred).map(refoldOf),
      refusedLinks,
      rest: events.slice(taken),
    };
  } catch (thrown) {
    if (thrown instanceof HistoryNeeded) return { kind: 'history needed', identifiers: thrown.identifiers };
    throw thrown;
  }
}

interface Taken {
  /** How many events were taken in: all, or as many as fit. */
  readonly taken: number;
  readonly refusedLinks: number;
}

function takeAll(moment: Moment, people: People, events: readonly TrackingEvent[]): Taken {
  let refusedLinks = 0;
  for (const [index, event] of events.entries()) {
    const links = decideLinks(moment.active.program.identity, event.identifiers, (identifier) =>
      asHolder(people.holderOf(identifier)),
    );
    const drafts = people.holdersOf(links.accepted).sort((a, b) => compareAge(a.profile, b.profile));
    if (index > 0 && !(doesFit(drafts, links) && isTheirs(people, drafts, event)))
      return { taken: index, refusedLinks };
    for (const draft of drafts) settleDraft(moment, draft);
    if (drafts.slice(1).some(hasToldSegments)) return { taken: index, refusedLinks };
    const goals = findGoalsOfOthers(
      moment.active,
      drafts.map(({ profile }) => profile),
    );
    const tellRounds = roundsOfMerge(
      moment,
      drafts.map(({ profile }) => profile),
    );
    const draft = joinPeople(people, event, links);
    tellGoalsOfOthers(moment, draft, goals, event);
    tellRounds(draft, event);
    takeEvent(moment, draft, event);
    // Where their states could not be united, it is known only now.
    tellRounds(draft, event);
    refusedLinks += links.refused.length;
  }
  return { taken: events.length, refusedLinks };
}

function refoldOf({ profile: { profileId }, isRefoldNews }: Draft): Resolution['refolds'][number] {
  return isRefoldNews ? { profileId } : { profileId, isQuiet: true };
}

function asHolder(draft: Draft | undefined): Holder | undefined {
  if (draft === undefined) return undefined;
  const { identifiers, apart = [] } = draft.profile;
  return { identifiers: Object.keys(identifiers), apart };
}

/** Whether one more event fits the write of those it is about. */
function doesFit(drafts: readonly Draft[], links: LinkDecision): boolean {
  const rows = drafts.reduce(
    (sum, { identities, tombstones }) => sum + identities.size + tombstones.length,
    0,
  );
  if (rows + drafts.length + links.accepted.length + links.refused.length + 1 > MAXIMUM_ITEMS) return false;
  return drafts.reduce((sum, draft) => sum + signalBytes(draft), 0) <= MAXIMUM_SIGNAL_BYTES;
}

/**
 * A row is carried by one write. Where another person's write carries one already, that is written first: a decision
 * stands on all its rows or on none.
 */
function isTheirs(people: People, drafts: readonly Draft[], event: TrackingEvent): boolean {
  return event.identifiers.every((identifier) => {
    const writer = people.writerOf(identifier);
    return writer === undefined || drafts.includes(writer);
  });
}

const TOLD_OF_STAYS: ReadonlySet<string> = new Set(['Segment Entered', 'Segment Left', 'Member Included']);

/** Entries are numbered within a profile: they are told under it before it is merged into an older one. */
function hasToldSegments({ signals }: Draft): boolean {
  return signals.some(({ type }) => TOLD_OF_STAYS.has(type));
}
