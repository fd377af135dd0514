import { join } from 'node:path';
import { checkSeen, type Received } from '../../domain/playbook/check/check-seen.ts';
import { traitsSetIn } from '../../domain/playbook/check/traits-set.ts';
import { classifyFile } from '../../domain/playbook/file-kind.ts';
import { namesUsedIn } from '../../domain/playbook/names-used.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { formatProblems } from '../format-problems.ts';
import { inReadingOrder, type LocatedProblem } from '../located-problem.ts';
import { parseYaml } from '../parse-yaml.ts';
import { readFolder } from '../read-folder.ts';
import { readSeenNames } from '../read-seen-names.ts';
import { shownPath } from '../shown-path.ts';
import type { Terminal } from '../terminal.ts';

/** Stories send what they like. */
const USING = ['settings', 'segment', 'trait', 'campaign'];

interface ListsAnswer {
  readonly lists: readonly { readonly list: string; readonly loadedAt: string | null }[];
}

export interface CheckSeenOptions {
  readonly isStrict?: boolean;
  /** As JSON, for programs. */
  readonly asJson?: boolean;
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
  { isStrict = false, asJson = false }: CheckSeenOptions = {},
): Promise<void> {
  const received = await readReceived(api);
  const checked: { readonly folder: string; readonly problems: readonly LocatedProblem[] }[] = [];
  for (const folder of folders) checked.push({ folder, problems: await findMissing(received, folder) });
  if (asJson) terminal.out(asJsonText(checked));
  else for (const { folder, problems } of checked) await tellMissing(terminal, folder, problems);
  const missing = checked.filter(({ problems }) => problems.length > 0).map(({ folder }) => folder);
  if (!isStrict || missing.length === 0) return;
  const message = `${missing.join(', ')}: names that were never received`;
  throw new CommandError(message, { exitCode: EXIT.refused });
}

async function findMissing(
  known: Omit<Received, 'computed'>,
  folder: string,
): Promise<readonly LocatedProblem[]> {
  const files = (await readFolder(folder)).flatMap((file) => {
    const { kind } = classifyFile(file.path);
    return USING.includes(kind) && file.misencoding === undefined
      ? [{ path: file.path, kind, parsed: parseYaml(file.path, file.text) }]
      : [];
  });
  const made = files.flatMap(({ path, kind, parsed }) => {
    if (kind === 'trait') return [idOf(path)];
    return kind === 'campaign' ? traitsSetIn(parsed.data) : [];
  });
  const received = { ...known, computed: new Set(made) };
  const found = files.flatMap(({ path, parsed }): LocatedProblem[] => {
    if (parsed.problems.length > 0) return [...parsed.problems];
    return checkSeen(received, namesUsedIn(parsed.data)).map((problem) =>
      parsed.locate({ file: path, ...problem }),
    );
  });
  return inReadingOrder(found);
}

async function tellMissing(
  terminal: Terminal,
  folder: string,
  problems: readonly LocatedProblem[],
): Promise<void> {
  terminal.out(
    problems.length === 0
      ? `${terminal.style('green', '✓')} all names that ${folder} uses were received`
      : await formatProblems(terminal, folder, problems),
  );
}

/** In the shape of `check --json`. */
function asJsonText(
  checked: readonly { readonly folder: string; readonly problems: readonly LocatedProblem[] }[],
): string {
  const problems = checked.flatMap((playbook) =>
    playbook.problems.map((problem) => ({
      ...problem,
      file: shownPath(join(playbook.folder, problem.file)),
    })),
  );
  return JSON.stringify({ playbooks: checked.map(({ folder }) => ({ folder })), problems }, null, 2);
}

/** A list that was never loaded to its end does not hold what it should. */
async function readReceived(api: ApiClient): Promise<Omit<Received, 'computed'>> {
  const names = await readSeenNames(api);
  const { lists } = await api.call<ListsAnswer>('GET', '/v1/lists');
  const loaded = lists.filter(({ loadedAt }) => loadedAt !== null);
  return { ...names, lists: new Set(loaded.map(({ list }) => list)) };
}

const idOf = (path: string) => path.replace(/^.*\//u, '').replace(/\.yaml$/u, '');
