import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { createApiClient } from './api-client.ts';
import type { BackfillOptions } from './commands/backfill.ts';
import type { RunStories } from './commands/prepare-upload.ts';
import type { Terminal } from './terminal.ts';

/** Where the command was typed: one that reaches a system never takes a playbook that nobody named. */
const DEFAULT_FOLDER = '.';
const BACKFILL_PROGRESS_FILE = './.maitred-backfill.json';

interface PlaybookCommandLine {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly runStories?: RunStories;
}

type Backfilling = BackfillOptions & { readonly backfill: boolean };

/** Adds the commands that change which playbook is active, and say what that does. */
export function addPlaybookCommands(
  program: Command,
  { terminal, environment, runStories }: PlaybookCommandLine,
): void {
  const connect = () => ({
    terminal,
    api: createApiClient(environment),
    wait: sleep,
    clock: () => Date.now(),
  });
  program
    .command('plan')
    .description('say what a playbook would change, and how many guests would enter and leave each segment')
    .argument('[folder]', 'the folder with playbook.yaml', DEFAULT_FOLDER)
    .option('--sample <n>', 'look at so many guests only, and say how far that may be off', parseSample)
    .option('--files', 'only what changes in the files')
    .option('--json', 'as JSON, for programs')
    .action(async (folder: string, options: { sample?: number; files?: boolean; json?: boolean }) => {
      // Loaded here, as below: other commands compile no playbook.
      const { plan } = await import('./commands/plan.ts');
      return plan({ ...connect(), random: () => Math.random() }, { folder, ...options });
    });
  withBackfill(program.command('deploy'))
    .description('check, test, upload, make it the active version, and bring the guests to it')
    .argument('[folder]', 'the folder with playbook.yaml', DEFAULT_FOLDER)
    .option(
      '--based-on <deploy>',
      'refuse if another deploy is active than the one that was planned against',
      parseCount,
    )
    .action(async (folder: string, options: Backfilling & { basedOn?: number }) => {
      const { deploy } = await import('./commands/deploy.ts');
      return deploy(connect(), { terminal, folder, ...options, ...(runStories && { runStories }) });
    });
  program
    .command('versions')
    .description('list the versions that were deployed')
    .action(async () => {
      const { listVersions } = await import('./commands/versions.ts');
      return listVersions(terminal, createApiClient(environment));
    });
  withBackfill(program.command('rollback'))
    .description('make an earlier version the active one')
    .argument('[version]', 'a version, or the number of its deploy; default: the one deployed before')
    .action(async (version: string | undefined, options: Backfilling) => {
      const { rollback } = await import('./commands/rollback.ts');
      return rollback(connect(), version, options);
    });
  program
    .command('backfill')
    .description('bring everybody to the active playbook; goes on where it was stopped')
    .option('--progress-file <file>', 'keeps how far it has come', BACKFILL_PROGRESS_FILE)
    .option('--restart', 'begin anew')
    .action(async (options: BackfillOptions) => {
      const { backfill } = await import('./commands/backfill.ts');
      return backfill(connect(), options);
    });
}

function withBackfill(command: Command): Command {
  return command
    .option('--no-backfill', 'leave guests to their next event, or to `maitred backfill`')
    .option('--progress-file <file>', 'keeps how far bringing guests to it has come', BACKFILL_PROGRESS_FILE);
}

/** Of nobody, nothing can be said. */
function parseSample(text: string): number {
  if (/^\d*[1-9]\d*$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number, 1 or more.');
}

function parseCount(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number.');
}
