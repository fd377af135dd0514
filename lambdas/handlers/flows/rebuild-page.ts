import type { ProfileScan, ScanPosition } from '../../adapters/profile-scan.ts';
import {
  type DifferentPart,
  type RebuildDependencies,
  type RebuildRequest,
  type Rebuilt,
  rebuildProfile,
} from './rebuild-profile.ts';
import { type FailedLook, walkRows } from './walk-rows.ts';

export type PageDependencies = RebuildDependencies & {
  readonly profileScan: Pick<ProfileScan, 'readPage' | 'countRows'>;
};

export interface PageRequest extends Pick<RebuildRequest, 'isVerify' | 'traceId'>, ScanPosition {
  /** Rows at most. */
  readonly limit: number;
}

/** What was found and done in a page. */
export interface RebuiltPage {
  /** Rows that were passed, tombstones too. */
  readonly scanned: number;
  /** People who were compared. */
  readonly checked: number;
  readonly rebuilt: number;
  /** People who were left to the refold queue. */
  readonly queued: number;
  /** People whom an older program had folded. */
  readonly outdated: number;
  readonly different: readonly { readonly profileId: string; readonly parts: readonly DifferentPart[] }[];
  /** People whose history is too long to be compared in a call. */
  readonly unchecked: readonly string[];
  readonly failed: readonly FailedLook[];
  /** The profileId after which the next page begins, for the cursor; null: there is none. */
  readonly last: string | null;
}

/**
 * Rebuilds the next people of a scan, as many as there is time for. Who fails for a reason of their own is named, and the rest
 * goes on.
 * @throws {MaitredError} where nobody can be rebuilt for now
 */
export async function rebuildPage(
  dependencies: PageDependencies,
  { limit, isVerify, traceId, ...position }: PageRequest,
): Promise<RebuiltPage> {
  const page = await dependencies.profileScan.readPage(position, limit);
  const about = { what: 'a rebuild', clock: dependencies.clock };
  const { found, failed, scanned, last } = await walkRows(page, about, ({ profileId }) =>
    rebuildProfile(dependencies, { profileId, isVerify, traceId }),
  );
  return { ...summarise(found), failed, scanned, last };
}

/** What the looks at some people amount to; a row that is gone by now needed nothing. */
export function summarise(looks: readonly (Rebuilt | undefined)[]): Omit<RebuiltPage, 'scanned' | 'last'> {
  const rebuilt = looks.filter((look) => look !== undefined);
  const having = (outcome: Rebuilt['outcome']) => rebuilt.filter((each) => each.outcome === outcome);
  return {
    checked: having('nothing').length + having('written').length,
    rebuilt: having('written').length,
    queued: having('queued').length,
    outdated: rebuilt.filter(({ isOutdated }) => isOutdated).length,
    different: rebuilt
      .filter(({ different }) => different.length > 0)
      .map(({ profileId, different }) => ({ profileId, parts: different })),
    unchecked: having('unchecked').map(({ profileId }) => profileId),
    failed: [],
  };
}
