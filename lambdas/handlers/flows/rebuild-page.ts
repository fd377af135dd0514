import { MaitredError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ProfileScan, ScannedRow, ScanPosition } from '../../adapters/profile-scan.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { logger } from '../../runtime/logger.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import {
  type DifferentPart,
  type RebuildDependencies,
  type RebuildRequest,
  type Rebuilt,
  rebuildProfile,
} from './rebuild-profile.ts';

/** People of a page that are looked at at the same time. */
const PEOPLE_AT_ONCE = 8;
/** Nobody is begun later than this, so that the answer comes within a function's time: the cursor says who is next. */
const BEGINNING_MILLISECONDS = 15_000;

export type PageDependencies = RebuildDependencies & { readonly profileScan: ProfileScan };

export interface PageRequest extends Pick<RebuildRequest, 'isVerify' | 'traceId'>, ScanPosition {
  /** Rows at most. */
  readonly limit: number;
}

/** One that could not be looked at, or not be written. */
export interface FailedRebuild {
  readonly profileId: string;
  readonly code: string;
  readonly detail: string;
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
  readonly failed: readonly FailedRebuild[];
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
  const began = dependencies.clock();
  const page = await dependencies.profileScan.readPage(position, limit);
  const living = page.rows.filter(({ isLiving }) => isLiving);
  const looks = await mapBounded(living, PEOPLE_AT_ONCE, async ({ profileId }, index) => {
    // The first ones always: a page that moves nobody would be asked for again for ever.
    const isLate = dependencies.clock() - began > BEGINNING_MILLISECONDS;
    if (isLate && index >= PEOPLE_AT_ONCE) return 'not begun';
    return rebuildOrName(dependencies, { profileId, isVerify, traceId });
  });
  const passed = rowsBefore(page.rows, living[looks.indexOf('not begun')]);
  const last = passed.length === page.rows.length ? page.last : (passed.at(-1)?.profileId ?? null);
  return { ...summarise(looks.filter((look) => look !== 'not begun')), scanned: passed.length, last };
}

/** All rows where everybody was begun: they are begun in the order of the rows. */
function rowsBefore(rows: readonly ScannedRow[], first: ScannedRow | undefined): readonly ScannedRow[] {
  return first === undefined ? rows : rows.slice(0, rows.indexOf(first));
}

/** A row that is gone by now needs nothing. */
type Look = Rebuilt | FailedRebuild | undefined;

async function rebuildOrName(dependencies: RebuildDependencies, request: RebuildRequest): Promise<Look> {
  try {
    return await rebuildProfile(dependencies, request);
  } catch (error) {
    if (!(error instanceof VersionConflictError) && !isPoison(error)) throw error;
    logger.error('a rebuild failed', { profileId: request.profileId, ...describeError(error) });
    const code = error instanceof MaitredError ? error.code : 'unexpected';
    // Of an error that nobody foresaw the text may hold anything.
    const detail = error instanceof MaitredError ? error.message : 'it failed in a way that nobody foresaw';
    return { profileId: request.profileId, code, detail };
  }
}

/** What the looks at some people amount to. */
export function summarise(looks: readonly Look[]): Omit<RebuiltPage, 'scanned' | 'last'> {
  const failed = looks.filter((look) => look !== undefined && 'code' in look);
  const rebuilt = looks.filter((look) => look !== undefined && 'outcome' in look);
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
    failed,
  };
}
