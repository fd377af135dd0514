import { checkSeen, type Received } from '../../domain/playbook/check-seen.ts';
import { classifyFile } from '../../domain/playbook/file-kind.ts';
import { namesUsedIn } from '../../domain/playbook/names-used.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { formatProblems } from '../format-problems.ts';
import { inReadingOrder, type LocatedProblem } from '../located-problem.ts';
import { parseYaml } from '../parse-yaml.ts';
import { readFolder } from '../read-folder.ts';
import type { Terminal } from '../terminal.ts';

/** Stories send what they like. */
const USING = ['settings', 'segment', 'trait', 'campaign'];

interface NamesAnswer {
  readonly events: readonly { readonly name: string; readonly properties: readonly string[] }[];
  readonly traits: readonly string[];
  readonly cursor?: string;
}

/**
 * `maitred check --seen`: names of events, properties, traits and lists that the playbook uses and that never came. A playbook may
 * well be ahead of the apps, so that is no failure.
 * @throws CommandError, with exit code 1, where there are any and it `isStrict`
 */
export async function checkSeenNames(
  terminal: Terminal,
  api: ApiClient,
  folders: readonly string[],
  isStrict: boolean,
): Promise<void> {
  const received = await readReceived(api);
  const missing: string[] = [];
  for (const folder of folders) if (await tellMissing(terminal, received, folder)) missing.push(folder);
  if (!isStrict || missing.length === 0) return;
  const message = `${missing.join(', ')}: names that were never received`;
  throw new CommandError(message, { exitCode: EXIT.refused });
}

/** @returns whether the folder uses any */
async function tellMissing(
  terminal: Terminal,
  known: Omit<Received, 'computed'>,
  folder: string,
): Promise<boolean> {
  const files = (await readFolder(folder)).flatMap((file) => {
    const { kind } = classifyFile(file.path);
    return USING.includes(kind) ? [{ ...file, kind }] : [];
  });
  const computed = files.flatMap(({ path, kind }) => (kind === 'trait' ? [idOf(path)] : []));
  const received = { ...known, computed: new Set(computed) };
  const found = files.flatMap(({ path, text }): LocatedProblem[] => {
    const parsed = parseYaml(path, text);
    if (parsed.problems.length > 0) return [...parsed.problems];
    return checkSeen(received, namesUsedIn(parsed.data)).map((problem) =>
      parsed.locate({ file: path, ...problem }),
    );
  });
  if (found.length === 0) {
    terminal.out(`${terminal.style('green', '✓')} all names that ${folder} uses were received`);
    return false;
  }
  terminal.out(await formatProblems(terminal, folder, inReadingOrder(found)));
  return true;
}

async function readReceived(api: ApiClient): Promise<Omit<Received, 'computed'>> {
  const events = new Map<string, ReadonlySet<string>>();
  const traits = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await api.call<NamesAnswer>('GET', `/v1/events/names${query}`);
    for (const { name, properties } of page.events) events.set(name, new Set(properties));
    for (const trait of page.traits) traits.add(trait);
    cursor = page.cursor;
  } while (cursor !== undefined);
  const { lists } = await api.call<{ lists: readonly { list: string }[] }>('GET', '/v1/lists');
  return { events, traits, lists: new Set(lists.map(({ list }) => list)) };
}

const idOf = (path: string) => path.replace(/^.*\//u, '').replace(/\.yaml$/u, '');
