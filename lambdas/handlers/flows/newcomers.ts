import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import type { Invocation } from './invocation.ts';
import type { ActivePlaybook } from './program-for.ts';
import { bringToPresent, type TouchDependencies } from './touch-profile.ts';

/**
 * Who is new in a batch. A deploy's backfill goes through the people that there are: who is written after it has passed,
 * with the playbook before, would stay as that one has it until their next event. So the playbook is looked for once
 * before somebody new is written, and once after: who was written between two looks that found the same is seen by the
 * next backfill.
 */
export interface Newcomers {
  /** The playbook to begin people with: looked for once. */
  playbook(): Promise<ActiveProgram>;
  /** Remembers who is new in what was just written. */
  note(write: ProfileWrite): void;
  /** Brings those up to date whom a deploy has overtaken. @throws {MaitredError} retryable where it must be tried again */
  bringUp(invocation: Invocation): Promise<void>;
}

export function createNewcomers(dependencies: TouchDependencies): Newcomers {
  const { playbookStore } = dependencies;
  const written: ProfileWrite['profile'][] = [];
  let found: Promise<ActiveProgram> | undefined;
  return {
    playbook: () => {
      found ??= lookForNewest(playbookStore);
      return found;
    },
    note: (write) => {
      if (isOfSomebodyNew(write)) written.push(write.profile);
    },
    bringUp: async (invocation) => {
      if (written.length === 0) return;
      const { program } = await lookForNewest(playbookStore);
      const overtaken = written.filter((profile) => profile.program.ordinal < program.ordinal);
      for (const { profileId } of overtaken) await bringToPresent(dependencies, profileId, invocation);
    },
  };
}

/** Whether a write begins a profile. */
export function isOfSomebodyNew({ profile }: ProfileWrite): boolean {
  return profile.version === 1;
}

/** The one that is held, as long as it may be, where nobody can tell which is the newest. */
function lookForNewest(playbook: ActivePlaybook): Promise<ActiveProgram> {
  return playbook.newest().catch(() => playbook.active());
}
