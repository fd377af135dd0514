import { MaitredError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { logger } from '../../runtime/logger.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';

/** People of a page that are looked at at the same time. */
const PEOPLE_AT_ONCE = 8;
/** Nobody is begun later than this, so that the answer comes within a function's time: the cursor says who is next. */
const BEGINNING_MILLISECONDS = 15_000;

interface Row {
  readonly profileId: string;
  /** False for a tombstone. */
  readonly isLiving: boolean;
}

/** One that could not be looked at, or not be written. */
export interface FailedLook {
  readonly profileId: string;
  readonly code: string;
  readonly detail: string;
}

export interface Walked<Found> {
  /** Of the living, in the order of the rows. */
  readonly found: readonly Found[];
  readonly failed: readonly FailedLook[];
  /** Rows that were passed, tombstones too. */
  readonly scanned: number;
  /** The profileId after which the next page begins; null: there is none. */
  readonly last: string | null;
}

/**
 * Looks at the living of a page, as many as there is time for. Who fails for a reason of their own is named, and the rest goes
 * on.
 * @param what is tried, for the log: `a rebuild`
 * @throws {MaitredError} where nobody can be looked at for now
 */
export async function walkRows<R extends Row, Found>(
  page: { readonly rows: readonly R[]; readonly last: string | null },
  { what, clock }: { readonly what: string; readonly clock: () => number },
  look: (row: R) => Promise<Found>,
): Promise<Walked<Found>> {
  const began = clock();
  const living = page.rows.filter(({ isLiving }) => isLiving);
  const looks = await mapBounded(living, PEOPLE_AT_ONCE, async (row, index) => {
    // The first ones always: a page that moves nobody would be asked for again for ever.
    if (index >= PEOPLE_AT_ONCE && clock() - began > BEGINNING_MILLISECONDS) return 'not begun';
    return lookOrName(what, row, look);
  });
  const first = living[looks.indexOf('not begun')];
  // They are begun in the order of the rows.
  const passed = first === undefined ? page.rows : page.rows.slice(0, page.rows.indexOf(first));
  const begun = looks.filter((each) => each !== 'not begun');
  return {
    found: begun.flatMap((each) => ('found' in each ? [each.found] : [])),
    failed: begun.flatMap((each) => ('failed' in each ? [each.failed] : [])),
    scanned: passed.length,
    last: first === undefined ? page.last : (passed.at(-1)?.profileId ?? null),
  };
}

type Look<Found> = { readonly found: Found } | { readonly failed: FailedLook };

async function lookOrName<R extends Row, Found>(
  what: string,
  row: R,
  look: (row: R) => Promise<Found>,
): Promise<Look<Found>> {
  try {
    return { found: await look(row) };
  } catch (error) {
    if (!(error instanceof VersionConflictError) && !isPoison(error)) throw error;
    const { profileId } = row;
    logger.error(`${what} failed`, { profileId, ...describeError(error) });
    const code = error instanceof MaitredError ? error.code : 'unexpected';
    // Of an error that nobody foresaw the text may hold anything.
    const detail = error instanceof MaitredError ? error.message : 'it failed in a way that nobody foresaw';
    return { failed: { profileId, code, detail } };
  }
}
