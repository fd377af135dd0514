import { StaleProgramError } from '../error/maitred-error.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { type Draft, evaluateDraft } from './draft.ts';
import { evaluateQuietly } from './evaluate-quietly.ts';
import { includeExisting } from './include-existing.ts';
import { isDateDue } from './keep-dates.ts';
import { adoptAggregates, isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { refoldDraft } from './refold-draft.ts';
import { tellOfFormer } from './tell-of-former.ts';
import type { Workspace } from './workspace.ts';

/** What every step of a decision needs to know. */
export interface Moment {
  readonly active: ActiveProgram;
  readonly workspace: Pick<Workspace, 'history' | 'tooLong'>;
  readonly now: number;
  /** A refold mends a state: it tells only what certainly new events and time have changed. */
  readonly isQuiet?: boolean;
}

/** Thrown within the domain only: the decision needs these identifiers' events, and is then taken anew. */
export class HistoryNeeded {
  readonly identifiers: readonly string[];

  constructor(identifiers: readonly string[]) {
    this.identifiers = identifiers;
  }
}

/**
 * Brings a profile to the present: a new program is adopted in silence, and what time alone has changed is told, dates included.
 * @throws {StaleProgramError} where the profile was written with a newer program
 */
export function settleDraft(moment: Moment, draft: Draft): void {
  const { active, now } = moment;
  const { version, program, nextChanges } = draft.profile;
  if (version === 0 || draft.isDeferred) return;
  const { ordinal } = active.program;
  requireNoNewerProgram(active, draft.profile);
  if (isOfOtherAggregates(active, draft.profile)) refoldOrDefer(moment, draft);
  else if (program.ordinal < ordinal) adoptProgram(moment, draft);
  else if (Object.values(nextChanges).some((at) => at <= now) || isDateDue(draft.profile, now))
    passTime(moment, draft);
}

/** @throws {StaleProgramError} where the profile was written with a newer program */
export function requireNoNewerProgram({ program }: ActiveProgram, profile: Profile): void {
  if (profile.program.ordinal > program.ordinal)
    throw new StaleProgramError(program.ordinal, profile.program.ordinal);
}

/**
 * Folds a person anew; where their history is too long to be read here, nothing more is folded and it is left to the queue.
 * @param event whose delivery asks for it
 */
export function refoldOrDefer(
  { active, workspace, now, isQuiet = false }: Moment,
  draft: Draft,
  event?: TrackingEvent,
): void {
  const identifiers = Object.keys(draft.profile.identifiers);
  if (identifiers.some((identifier) => workspace.tooLong?.has(identifier))) {
    draft.isDeferred = true;
    draft.isRefoldNews ||= event?.isHistory !== true && !isQuiet;
    return;
  }
  const missing = identifiers.filter((identifier) => !workspace.history?.has(identifier));
  if (missing.length > 0) throw new HistoryNeeded(identifiers);
  const events: TrackingEvent[] = identifiers.flatMap((identifier) => [
    ...(workspace.history?.get(identifier) ?? []),
  ]);
  refoldDraft(active, draft, events, { start: now, event, isQuiet });
}

function adoptProgram({ active, now }: Moment, draft: Draft): void {
  const before = draft.profile;
  draft.profile = { ...before, ...adoptAggregates(active, before) };
  evaluateQuietly(active, draft, now);
  tellOfFormer(active, draft, now);
  includeExisting(active, draft, before, now);
  draft.isChanged = true;
}

function passTime({ active, now }: Moment, draft: Draft): void {
  const nothing = new Set<string>();
  evaluateDraft(active, draft, now, { aggregates: nothing, traits: nothing, consent: nothing }, 'time');
  draft.isChanged = true;
}
