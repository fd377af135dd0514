import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { encodeProfile } from '../../lambdas/adapters/profile-record.ts';
import type { RebuildDependencies } from '../../lambdas/handlers/flows/rebuild-profile.ts';
import { deliverEvents, resolveDependencies } from './deliver-events.ts';
import { InMemoryTables } from './in-memory-tables.ts';

/** What a rebuild needs, over tables in memory; jobs that it leaves to the queue are kept as they were sent. */
export class RebuildHouse {
  readonly tables = new InMemoryTables();
  readonly jobs: unknown[] = [];
  readonly looks: number[] = [];
  /** Done before each further look. */
  beforeLook: () => Promise<void> = async () => {};
  now: number;
  readonly active: ActiveProgram;

  constructor(active: ActiveProgram, now: number) {
    this.active = active;
    this.now = now;
  }

  dependencies(active: ActiveProgram = this.active): RebuildDependencies {
    return {
      ...resolveDependencies(this.tables, active),
      profileStore: this.tables,
      refoldQueue: { send: async (bodies) => void this.jobs.push(...bodies) },
      pauseForEvents: async (look) => {
        this.looks.push(look);
        await this.beforeLook();
      },
      clock: () => this.now,
    };
  }

  /** Stores events and delivers them at once. */
  async take(events: readonly TrackingEvent[]): Promise<void> {
    this.tables.put(events);
    await deliverEvents(resolveDependencies(this.tables, this.active), [events], this.now);
  }

  only(): Profile {
    const [profile] = this.tables.living();
    if (profile === undefined) throw new Error('nobody');
    return profile;
  }

  /** Changes what is stored of the one person, as nothing of ours would. */
  damage(change: (profile: Profile) => Partial<Profile>): void {
    const profile = this.only();
    this.tables.profiles.set(profile.profileId, encodeProfile({ ...profile, ...change(profile) }, []));
  }
}
