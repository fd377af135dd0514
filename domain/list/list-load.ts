import { fingerprint } from '../event/fingerprint.ts';
import type { ListChange } from './list-changed.ts';

/** A static list, and the load that is under way or was the last. */
export interface StaticList {
  readonly list: string;
  /** Names the load: the same file has the same. */
  readonly load: string;
  /** Grows with every load. */
  readonly ordinal: number;
  /** Of the last load that was finished; 0: none was. */
  readonly finished: number;
  /** When the load began, in milliseconds since the epoch; later than every moment that loads before it told. */
  readonly beganAt: number;
  /** As the last finished load left it. */
  readonly members: number;
  /** When that was; null: no load was finished. */
  readonly loadedAt: number | null;
  /** Cells of the load of which no identifier could be made; absent: none. */
  readonly refused?: number;
}

/** One identifier that a list holds. */
export interface ListEntry {
  readonly identifier: string;
  /** The last load that held it. */
  readonly ordinal: number;
  /** Of the identifiers that stood on the same line. */
  readonly line: string;
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
    beganAt: Math.max(now, (before?.beganAt ?? 0) + MILLISECONDS_A_LOAD),
    members: before?.members ?? 0,
    loadedAt: before?.loadedAt ?? null,
  };
}

/** What is to be done about an identifier that stands in the file. */
export interface HeldIdentifier {
  /** Undefined: the entry stands as it should. */
  readonly entry?: ListEntry;
  /** Undefined: it was told by a load that was finished. */
  readonly change?: ListChange;
}

/**
 * Decides about an identifier that stands on a line. Entries are written before they are told, so what a load told that was
 * not finished is told again; so is who stands on a line that has changed, since another of its identifiers may leave.
 */
export function holdIdentifier(
  { list, ordinal, finished, beganAt }: StaticList,
  identifier: string,
  identifiersOfLine: readonly string[],
  known: ListEntry | undefined,
): HeldIdentifier {
  const line = fingerprint(JSON.stringify([...identifiersOfLine].sort()));
  const isSame = known?.line === line;
  const told = isSame ? known.told : ordinal;
  const at = isSame ? known.at : beganAt + 1;
  return {
    ...((!isSame || known.ordinal !== ordinal) && { entry: { identifier, ordinal, line, told, at } }),
    ...(told > finished && { change: { list, identifier, isMember: true, ordinal: told, at } }),
  };
}

/** That an identifier leaves which the present load does not hold; undefined: it does. */
export function dropIdentifier(
  { list, ordinal, beganAt }: StaticList,
  { identifier, ordinal: held }: ListEntry,
): ListChange | undefined {
  return held === ordinal ? undefined : { list, identifier, isMember: false, ordinal, at: beganAt };
}
