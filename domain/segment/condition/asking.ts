import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { EntryReading } from '../entry/read-entry.ts';

/** Who asks what of whom, and when: what every kind of condition is evaluated from. */
export interface Asking {
  readonly active: ActiveProgram;
  readonly profile: Profile;
  /** In milliseconds since the epoch, as all moments. */
  readonly now: number;
  /** When the journey that asks began; without one, `since: entry` never happened. */
  readonly entryAt?: number | undefined;
  /** What an `entry` aggregate tells now. */
  readonly entry: (id: string) => EntryReading;
}
