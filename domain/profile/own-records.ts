import type { Profile } from './profile.ts';

/**
 * The records of a profile that one writer has copied and nobody else holds: they are changed in place, so that events
 * that come together cost one copy. Whoever passes it does not use the profile as it was any more.
 */
export interface OwnRecords {
  aggregates?: Profile['aggregates'] | undefined;
  segments?: Profile['segments'] | undefined;
  nextChanges?: Profile['nextChanges'] | undefined;
}
