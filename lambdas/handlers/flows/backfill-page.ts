import type { ProfileScan, ScannedProfile, ScanPosition } from '../../adapters/profile-scan.ts';
import type { Invocation } from './invocation.ts';
import { bringToPresent, type TouchDependencies } from './touch-profile.ts';
import { type FailedLook, walkRows } from './walk-rows.ts';

export type BackfillDependencies = TouchDependencies & {
  readonly profileScan: Pick<ProfileScan, 'readProfiles' | 'countRows'>;
  readonly clock: () => number;
};

/** What was found and done in a page. */
export interface BackfilledPage {
  /** The deploy that people were brought up to. */
  readonly version: string;
  readonly ordinal: number;
  /** Rows that were passed, tombstones too. */
  readonly scanned: number;
  /** People whom an older deploy had left, and this page has brought up to date. */
  readonly updated: number;
  /** Of those, whoever has too many events for a call: the refold queue folds them. */
  readonly queued: number;
  readonly failed: readonly FailedLook[];
  /** The profileId after which the next page begins; null: there is none. */
  readonly last: string | null;
}

type Outcome = 'nothing' | 'updated' | 'queued';

/**
 * Brings the next people of a scan to the active program, as many as there is time for: from their state where it does, else
 * from their events. It begins no journey but of campaigns that include existing members.
 * @throws {MaitredError} where nobody can be brought up to date for now
 */
export async function backfillPage(
  dependencies: BackfillDependencies,
  { limit, traceId, ...position }: ScanPosition & { readonly limit: number } & Pick<Invocation, 'traceId'>,
): Promise<BackfilledPage> {
  // A deploy of a moment ago is the one that is asked for.
  const { program } = await dependencies.playbookStore.newest();
  const page = await dependencies.profileScan.readProfiles(position, limit);
  const about = { what: 'a backfill', clock: dependencies.clock };
  const { found, failed, scanned, last } = await walkRows(page, about, (row) =>
    backfill(dependencies, program.ordinal, row, traceId),
  );
  const having = (outcome: Outcome) => found.filter((each) => each === outcome).length;
  const { version, ordinal } = program;
  return { version, ordinal, scanned, updated: having('updated'), queued: having('queued'), failed, last };
}

async function backfill(
  dependencies: BackfillDependencies,
  ordinal: number,
  { profile, profileId }: ScannedProfile,
  traceId: string,
): Promise<Outcome> {
  if (profile === undefined || profile.program.ordinal >= ordinal) return 'nothing';
  const touched = await bringToPresent(dependencies, profileId, { now: dependencies.clock(), traceId });
  if (touched === 'refold later') return 'queued';
  return touched === 'planned' ? 'updated' : 'nothing';
}
