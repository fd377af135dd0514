import { callPatiently } from '../call-patiently.ts';
import { CommandError, EXIT } from '../command-error.ts';
import {
  beginLoad,
  beginLoadAt,
  digestOf,
  finishLoad,
  type Held,
  holdGuests,
  type ListDependencies,
} from '../list-load.ts';
import { createProgressBar, type ProgressBar } from '../progress-bar.ts';
import { type GuestLine, readGuests, readHeader } from '../read-guest-list.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/** What one call takes. */
const LINES_A_CALL = 200;

interface ListAnswer {
  readonly list: string;
  readonly members: number;
  readonly loadedAt: string | null;
  readonly isLoading: boolean;
}

/**
 * `maitred list load`: a list holds who stands in the file, and nobody else. Typed again after it was stopped it goes on, and
 * nothing is told twice.
 * @throws CommandError naming line and column, with exit code 1 where cells were refused
 */
export async function loadList(dependencies: ListDependencies, list: string, path: string): Promise<void> {
  const { terminal, clock } = dependencies;
  const header = await readHeader(path);
  let lines = 0;
  for await (const _guest of readGuests(path, header)) lines += 1;
  const load = { list, load: await digestOf(path) };
  if (await beginLoad(dependencies, load, { header, path })) {
    terminal.out(`${terminal.style('green', '✓')} ${list} holds just this already`);
    return;
  }
  if (header.length > 1) warnOfColumns(terminal, header);
  const bar = createProgressBar(terminal, 'lines', clock);
  const counts = { told: 0, refused: 0, done: 0 };
  try {
    for await (const guests of inChunks(readGuests(path, header))) {
      const held = await holdGuests(dependencies, load, guests);
      tellRefused(terminal, bar, { path, header, guests }, held);
      counts.told += held.told;
      counts.refused += held.rejected.length;
      counts.done += guests.length;
      bar.show(counts.done, lines);
    }
  } finally {
    bar.end();
  }
  const { left, members } = await finishLoad(dependencies, load, counts.refused);
  const said = `${list} holds ${counted(members)}: ${counts.told} told to be in it, ${left} to have left`;
  if (counts.refused > 0)
    throw new CommandError(`${said}; ${counts.refused} cells refused`, { exitCode: EXIT.refused });
  terminal.out(`${terminal.style('green', '✓')} ${said}`);
}

/** What is joined is not easily taken apart: whoever exported a column too many hears of it. */
function warnOfColumns({ error, style }: Terminal, header: readonly string[]): void {
  const said = `${header.join(', ')}: a row is one guest, so who was known by two of them apart becomes one`;
  error(style('yellow', `${said}; load the one column that is surest where rows may mix guests`));
}

/** `maitred list remove`: everybody leaves the list. */
export async function removeList(dependencies: ListDependencies, list: string): Promise<void> {
  const { terminal } = dependencies;
  await requireList(dependencies, list);
  const load = { list, load: 'nobody-at-all' };
  const isEmpty = await callPatiently(dependencies.wait, () => beginLoadAt(dependencies, load, []));
  const { left } = isEmpty ? { left: 0 } : await finishLoad(dependencies, load);
  terminal.out(`${terminal.style('green', '✓')} ${list} is empty: ${counted(left)} left it`);
}

/** `maitred list show`: what lists there are, or one of them. @throws CommandError, with exit code 1 for one that was never loaded */
export async function showLists(dependencies: ListDependencies, list: string | undefined): Promise<void> {
  const { terminal } = dependencies;
  const lists = list === undefined ? await readLists(dependencies) : [await requireList(dependencies, list)];
  if (lists.length === 0) terminal.out('no list was ever loaded');
  else
    terminal.out(
      formatTable(terminal, [
        ['list', 'guests', 'loaded', ''],
        ...lists.map(({ list: name, members, loadedAt, isLoading }) => [
          name,
          String(members),
          loadedAt ?? 'never to its end',
          isLoading ? 'a load is under way' : '',
        ]),
      ]),
    );
}

async function requireList(dependencies: ListDependencies, list: string): Promise<ListAnswer> {
  const found = (await readLists(dependencies)).find((each) => each.list === list);
  if (found !== undefined) return found;
  throw new CommandError(`no list ${list} was ever loaded`, {
    exitCode: EXIT.refused,
    hint: 'See maitred list show.',
  });
}

async function readLists({ api, wait }: ListDependencies): Promise<readonly ListAnswer[]> {
  const { lists } = await callPatiently(wait, () =>
    api.call<{ lists: readonly ListAnswer[] }>('GET', '/v1/lists'),
  );
  return lists;
}

function tellRefused(
  terminal: Terminal,
  bar: ProgressBar,
  { path, header, guests }: { path: string; header: readonly string[]; guests: readonly GuestLine[] },
  { rejected }: Held,
): void {
  for (const { guest, namespace, detail } of rejected) {
    const place = `${path}:${guests[guest]?.line ?? 0}:${header.indexOf(namespace) + 1}`;
    bar.say(terminal.style('red', `${place}: ${detail}`));
  }
}

async function* inChunks(guests: AsyncIterable<GuestLine>): AsyncGenerator<readonly GuestLine[]> {
  let chunk: GuestLine[] = [];
  for await (const guest of guests) {
    chunk.push(guest);
    if (chunk.length < LINES_A_CALL) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const counted = (count: number) => `${count} ${count === 1 ? 'guest' : 'guests'}`;
