import { InvalidInputError, MaitredError } from '../../../domain/error/maitred-error.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import { normaliseIdentifier } from '../../../domain/identity/normalise-identifier.ts';
import { rankIdentifiers } from '../../../domain/identity/rank-identifiers.ts';
import { type ListChange, makeListChanged, type RowIdentifiers } from '../../../domain/list/list-changed.ts';
import { beginLoad, dropRow, holdRow, nameRow, type StaticList } from '../../../domain/list/list-load.ts';
import { hintForUnknown } from '../../../domain/playbook/problem/nearest-word.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import type { ListStore } from '../../adapters/list-store.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import { decodeListCursor, encodeListCursor } from './list-cursor.ts';
import { timeToStore } from './time-to-store.ts';

/** Rows that one call of finish looks through. */
const ROWS_A_CALL = 500;
const EVENTS_AT_ONCE = 50;

export interface LoadListDependencies {
  readonly lists: ListStore;
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly clock: () => number;
}

/** Which load, and whose call it is. */
export interface LoadCall {
  readonly list: string;
  readonly load: string;
  /** Of the key. */
  readonly source: string;
  readonly traceId: string;
}

/** A cell of which no identifier can be made. */
export interface RejectedCell {
  /** The line's place in the call. */
  readonly guest: number;
  readonly namespace: string;
  readonly detail: string;
}

/** Begins a load, or goes on with the same one. @returns whether it was finished already: then there is nothing to do */
export async function startLoad(
  { lists, clock }: LoadListDependencies,
  rules: IdentityRules,
  { list, load, namespaces }: Pick<LoadCall, 'list' | 'load'> & { readonly namespaces: readonly string[] },
): Promise<boolean> {
  requireNamespaces(rules, namespaces);
  const before = await lists.find(list);
  const begun = beginLoad(before, { list, load, now: clock() });
  if (begun !== before) await lists.write(begun, before);
  return begun.finished === begun.ordinal;
}

/** @throws {InvalidInputError} naming the first that the playbook does not know, by its place */
function requireNamespaces({ namespaces: known }: IdentityRules, namespaces: readonly string[]): void {
  const names = known.map(({ name }) => name);
  for (const [place, namespace] of namespaces.entries()) {
    if (names.includes(namespace)) continue;
    throw new InvalidInputError(`the playbook has no namespace of identifiers \`${namespace}\``, {
      field: `namespaces[${place}]`,
      hint: hintForUnknown(namespace, names) ?? `It knows ${names.join(', ')}.`,
    });
  }
}

/**
 * Takes in lines: rows first, then their events, so that a load that stopped between the two tells them when it goes on.
 * @throws LoadLostError where another load has begun
 * @throws {MaitredError} retryable where it must be called again
 */
export async function holdGuests(
  dependencies: LoadListDependencies,
  rules: IdentityRules,
  call: LoadCall & { readonly guests: readonly Readonly<Record<string, string>>[] },
): Promise<{ readonly told: number; readonly rejected: readonly RejectedCell[] }> {
  const { lists } = dependencies;
  const rejected: RejectedCell[] = [];
  const read = call.guests.flatMap((guest, index) => readLine(rules, guest, index, rejected));
  const list = await requireLoad(dependencies, call);
  const identifiersOf = new Map(read.map((identifiers) => [nameRow(identifiers), identifiers]));
  const known = await lists.readRows(call.list, [...identifiersOf.keys()]);
  const held = [...identifiersOf].map(([row, identifiers]) => holdRow(list, identifiers, known.get(row)));
  await lists.putRows(
    list,
    held.flatMap(({ row }) => row ?? []),
  );
  const told = await tell(
    dependencies,
    held.flatMap(({ change }) => change ?? []),
    call,
  );
  return { told, rejected };
}

/** @returns in a list: most trusted first; nothing where no cell can identify anybody */
function readLine(
  rules: IdentityRules,
  guest: Readonly<Record<string, string>>,
  index: number,
  rejected: RejectedCell[],
): RowIdentifiers[] {
  const identifiers = Object.entries(guest).flatMap(([namespace, value]) => {
    const identifier = normaliseIdentifier(rules, namespace, value);
    if (identifier !== undefined) return [identifier];
    rejected.push({ guest: index, namespace, detail: `this is no ${namespace} that can identify anybody` });
    return [];
  });
  const [first, ...others] = rankIdentifiers(rules, identifiers);
  return first === undefined ? [] : [[first, ...others]];
}

/**
 * Tells, page by page, who leaves: events first, then the rows go, so that what stopped between the two does both again.
 * @returns the cursor of the next page; null: the load is finished
 */
export async function finishLoad(
  dependencies: LoadListDependencies,
  call: LoadCall & { readonly cursor?: string | undefined; readonly refused?: number | undefined },
): Promise<{ readonly left: number; readonly members: number; readonly cursor: string | null }> {
  const { lists, clock } = dependencies;
  const found = await requireLoad(dependencies, call);
  if (found.finished === found.ordinal) return { left: 0, members: found.members, cursor: null };
  const list = await beginEnding(lists, found);
  const { after, members: before } = decodeListCursor(list, call.cursor);
  const { rows, last } = await lists.readPage(call.list, after, ROWS_A_CALL);
  const leaving = rows.flatMap((row) => {
    const change = dropRow(list, row);
    return change === undefined ? [] : [{ row: row.row, change }];
  });
  await tell(
    dependencies,
    leaving.map(({ change }) => change),
    call,
  );
  await lists.deleteRows(
    list,
    leaving.map(({ row }) => row),
  );
  const members = before + rows.length - leaving.length;
  if (last === null) {
    const { refused = 0 } = call;
    const finished = { ...list, finished: list.ordinal, members, loadedAt: clock() };
    await lists.write({ ...finished, ...(refused > 0 && { refused }) }, list);
  }
  return { left: leaving.length, members, cursor: encodeListCursor(list, last, members) };
}

/** Notes that rows may be told to have left, before the first is. */
async function beginEnding(lists: ListStore, list: StaticList): Promise<StaticList> {
  if (list.ending === list.ordinal) return list;
  const ending = { ...list, ending: list.ordinal };
  await lists.write(ending, list);
  return ending;
}

async function requireLoad({ lists }: LoadListDependencies, { list, load }: LoadCall): Promise<StaticList> {
  const found = await lists.find(list);
  if (found?.load === load) return found;
  throw new LoadLostError();
}

async function tell(
  { events, clock }: LoadListDependencies,
  changes: readonly ListChange[],
  { source, traceId }: LoadCall,
): Promise<number> {
  const now = clock();
  const put = async (change: ListChange) => {
    const event = makeListChanged(change, { now, source, traceId });
    return events.putOnce(event, timeToStore(now, clock()));
  };
  const answers = await mapBounded(changes, EVENTS_AT_ONCE, put);
  return answers.filter((answer) => answer === 'stored').length;
}

/** Thrown where a list is not in the hands of this load: it was never begun, or somebody else loads the list. */
class LoadLostError extends MaitredError {
  constructor() {
    super('this load of the list was not begun, or another has begun since', {
      code: 'load-lost',
      retryable: false,
      status: 409,
      hint: 'Wait until nobody else loads this list, then type the command again: it begins anew, and nothing is told twice.',
    });
  }
}
