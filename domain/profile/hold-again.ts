import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { completeDraft, createDraft } from './draft.ts';
import { NO_MARKS, sealMarks } from './fold-marks.ts';
import type { Profile } from './profile.ts';
import type { ProfileWrite } from './profile-write.ts';
import { requireNoNewerProgram } from './settle-draft.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/**
 * Lets a person hold identifiers again that their profile has lost, though Identities says that they are theirs. Their events
 * count as taken in, as after a refold: what there was before is no news.
 * @param lost all events of each, read consistently after `now` was taken
 */
export function holdAgain(
  profile: Profile,
  lost: ReadonlyMap<string, readonly TrackingEvent[]>,
  now: number,
): Profile {
  const marks = [...lost].map(([identifier, events]) => [identifier, sealMarks(NO_MARKS, events, now)]);
  return { ...profile, identifiers: { ...profile.identifiers, ...Object.fromEntries(marks) } };
}

/**
 * Writes a profile whose history is too long to be folded here, so that the refold queue folds it: in silence, unless a
 * merge before was left to it.
 * @throws {StaleProgramError} where the profile was written with a newer program
 */
export function leaveToQueue(active: ActiveProgram, profile: Profile, now: number): ProfileWrite {
  requireNoNewerProgram(active, profile);
  const { aggregates } = profile.program;
  const program = { ...profile.program, aggregates: aggregates === UNSETTLED ? UNSETTLED : EMPTIED };
  return completeDraft({ ...createDraft({ ...profile, program }), isRefolded: true }, now);
}
