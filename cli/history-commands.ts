import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { createApiClient } from './api-client.ts';
import { IMPORT_PROGRESS_FILE, type ImportOptions, importFiles } from './commands/import.ts';
import { REBUILD_PROGRESS_FILE, type RebuildOptions, rebuild } from './commands/rebuild.ts';
import type { Terminal } from './terminal.ts';

/** A key of `npm start` that collects. */
const COLLECTING = { scope: 'collect', localKey: 'local-write' };

/** Adds the commands that go through many events: they take long, and go on where they were stopped. */
export function addHistoryCommands(
  program: Command,
  {
    terminal,
    environment,
  }: {
    readonly terminal: Terminal;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): void {
  const clock = () => Date.now();
  program
    .command('import')
    .description('send files of JSON lines as history: it is folded and triggers nothing')
    .argument('<files...>', 'an event as in a batch on each line; .gz is unpacked')
    .option('--progress-file <file>', 'keeps how far it has come', IMPORT_PROGRESS_FILE)
    .option('--restart', 'begin anew')
    .action((files: string[], options: ImportOptions) =>
      importFiles(
        { terminal, api: createApiClient(environment, COLLECTING), wait: sleep, clock },
        files,
        options,
      ),
    );
  program
    .command('rebuild')
    .description('compare people with the fold of all their events, and mend who differs')
    .option('--profile <id>', 'one person: a profileId or namespace:value')
    .option('--all', 'everybody')
    .option('--verify', 'only compare and report')
    .option('--progress-file <file>', 'keeps how far it has come', REBUILD_PROGRESS_FILE)
    .option('--restart', 'begin anew')
    .action((options: RebuildOptions) =>
      rebuild({ terminal, api: createApiClient(environment), wait: sleep, clock }, options),
    );
}
