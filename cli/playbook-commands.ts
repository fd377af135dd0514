import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { createApiClient } from './api-client.ts';
import { BACKFILL_PROGRESS_FILE, type BackfillOptions, backfill } from './commands/backfill.ts';
import { deploy } from './commands/deploy.ts';
import { plan } from './commands/plan.ts';
import type { RunStories } from './commands/prepare-upload.ts';
import { rollback } from './commands/rollback.ts';
import { listVersions } from './commands/versions.ts';
import type { Terminal } from './terminal.ts';

/** Where the command was typed: one that reaches a system never takes a playbook that nobody named. */
const DEFAULT_FOLDER = '.';

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
    .action((folder: string, options: { sample?: number; files?: boolean; json?: boolean }) =>
      plan({ ...connect(), random: () => Math.random() }, { folder, ...options }),
    );
  withBackfill(program.command('deploy'))
    .description('check, test, upload, make it the active version, and bring the guests to it')
    .argument('[folder]', 'the folder with playbook.yaml', DEFAULT_FOLDER)
    .option(
      '--based-on <deploy>',
      'refuse if another deploy is active than the one that was planned against',
      parseCount,
    )
    .action((folder: string, options: Backfilling & { basedOn?: number }) =>
      deploy(connect(), { terminal, folder, ...options, ...(runStories && { runStories }) }),
    );
  program
    .command('versions')
    .description('list the versions that were deployed')
    .action(() => listVersions(terminal, createApiClient(environment)));
  withBackfill(program.command('rollback'))
    .description('make an earlier version the active one')
    .argument('[version]', 'default: the one deployed before')
    .action((version: string | undefined, options: Backfilling) => rollback(connect(), version, options));
  program
    .command('backfill')
    .description('bring everybody to the active playbook; goes on where it was stopped')
    .option('--progress-file <file>', 'keeps how far it has come', BACKFILL_PROGRESS_FILE)
    .option('--restart', 'begin anew')
    .action((options: BackfillOptions) => backfill(connect(), options));
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
