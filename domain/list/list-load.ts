import { fingerprint } from '../event/fingerprint.ts';
import type { ListChange, RowIdentifiers } from './list-changed.ts';

/** A static list, and the load that is under way or was the last. */
export interface StaticList {
  readonly list: string;
  /** Names the load: the same file has the same. */
  readonly load: string;
  /** Grows with every load. */
  readonly ordinal: number;
  /** Of the last load that was finished; 0: none was. */
  readonly finished: number;
  /** The last load that has begun to tell who leaves; 0: none has. */
  readonly ending: number;
  /** When the load began, in milliseconds since the epoch; later than every moment that loads before it told. */
  readonly beganAt: number;
  /** As the last finished load left it. */
  readonly members: number;
  /** When that was; null: no load was finished. */
  readonly loadedAt: number | null;
  /** Cells of the load of which no identifier could be made; absent: none. */
  readonly refused?: number;
}

/** A row that a list holds: one guest. */
export interface ListRow {
  /** Names it: the same identifiers, in whatever order, have the same. */
  readonly row: string;
  readonly identifiers: RowIdentifiers;
  /** The last load that held it. */
  readonly ordinal: number;
  /** The load that told last that it is a member, and as of when. */
  readonly told: number;
  readonly at: number;
}

/** A load tells who leaves as of its beginning, and who is a member a moment later: who changes an identifier stays. */
const MILLISECONDS_A_LOAD = 2;

/**
 * The list as a load begins; the same load goes on where it was. One that was finished with refused cells begins anew: they are
 * said again, and may identify somebody by now. What it told is not told twice.
 */
export function beginLoad(
  before: StaticList | undefined,
  { list, load, now }: { readonly list: string; readonly load: string; readonly now: number },
): StaticList {
  if (before?.load === load && (before.finished < before.ordinal || !before.refused)) return before;
  return {
    list,
    load,
    ordinal: (before?.ordinal ?? 0) + 1,
    finished: before?.finished ?? 0,
    ending: before?.ending ?? 0,
    beganAt: Math.max(now, (before?.beganAt ?? 0) + MILLISECONDS_A_LOAD),
    members: before?.members ?? 0,
    loadedAt: before?.loadedAt ?? null,
  };
}

/** Names a row by what stands on it. */
export function nameRow(identifiers: readonly string[]): string {
  return fingerprint(JSON.stringify([...identifiers].sort()));
}

/** What is to be done about a row that stands in the file. */
export interface HeldRow {
  /** Undefined: it is stored as it should be. */
  readonly row?: ListRow;
  /** Undefined: it was told by a load that was finished. */
  readonly change?: ListChange;
}

/**
 * Decides about a row that stands in the file. Rows are written before they are told, so what a load told that was not
 * finished is told again; so is a row that a load passed over which then stopped while it told who leaves.
 */
export function holdRow(
  { list, ordinal, finished, ending, beganAt }: StaticList,
  identifiers: RowIdentifiers,
  known: ListRow | undefined,
): HeldRow {
  const isSure = known !== undefined && known.ordinal >= ending;
  const told = isSure ? { told: known.told, at: known.at } : { told: ordinal, at: beganAt + 1 };
  const row = { row: nameRow(identifiers), identifiers: known?.identifiers ?? identifiers, ordinal, ...told };
  return {
    ...(known?.ordinal !== ordinal && { row }),
    ...(row.told > finished && {
      change: { list, identifiers: row.identifiers, isMember: true, ordinal: row.told, at: row.at },
    }),
  };
}

/** That the guest of a row leaves which the present load does not hold; undefined: it does. */
export function dropRow(
  { list, ordinal, beganAt }: StaticList,
  { identifiers, ordinal: held }: ListRow,
): ListChange | undefined {
  return held === ordinal ? undefined : { list, identifiers, isMember: false, ordinal, at: beganAt };
}
