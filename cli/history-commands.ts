import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { createApiClient } from './api-client.ts';
import type { ImportOptions } from './commands/import.ts';
import type { RebuildOptions } from './commands/rebuild.ts';
import type { Terminal } from './terminal.ts';

const IMPORT_PROGRESS_FILE = './.maitred-import.json';
const REBUILD_PROGRESS_FILE = './.maitred-rebuild.json';
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
    .action(async (files: string[], options: ImportOptions) => {
      // Loaded here, as below: other commands import nothing.
      const { importFiles } = await import('./commands/import.ts');
      const api = createApiClient(environment, COLLECTING);
      return importFiles({ terminal, api, wait: sleep, clock }, files, options);
    });
  program
    .command('rebuild')
    .description('compare people with the fold of all their events, and mend who differs')
    .option('--profile <id>', 'one person: a profileId or namespace:value')
    .option('--all', 'everybody')
    .option('--verify', 'only compare and report')
    .option('--progress-file <file>', 'keeps how far it has come', REBUILD_PROGRESS_FILE)
    .option('--restart', 'begin anew')
    .action(async (options: RebuildOptions) => {
      const { rebuild } = await import('./commands/rebuild.ts');
      return rebuild({ terminal, api: createApiClient(environment), wait: sleep, clock }, options);
    });
}
