import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { createApiClient } from './api-client.ts';
import type { ExportOptions } from './commands/segment.ts';
import type { Terminal } from './terminal.ts';

/** A key of `npm start` that reads. */
const READING = { scope: 'profiles', localKey: 'local-read' };

/** Adds what shows who is in which segment. */
export function addSegmentCommands(
  program: Command,
  {
    terminal,
    environment,
  }: {
    readonly terminal: Terminal;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): void {
  const dependencies = () => ({
    terminal,
    api: createApiClient(environment, READING),
    wait: sleep,
    clock: () => Date.now(),
  });
  const segment = program.command('segment').description('see who is in which segment');
  segment
    .command('list')
    .description('list the active playbook’s segments, with how many are in each')
    .action(async () => {
      // Loaded here, as below: no other command writes CSV.
      const { listSegments } = await import('./commands/segment.ts');
      return listSegments(dependencies());
    });
  segment
    .command('export')
    .description('write a segment’s members, a page at a time')
    .argument('<segment>', 'its id: the name of its file')
    .addOption(new Option('--format <format>', 'a line each').choices(['jsonl', 'csv']).default('jsonl'))
    .option('--output <file>', 'default: the terminal')
    .option('--include <parts>', 'traits, identifiers, or both with a comma between', readList)
    .option('--columns <names>', 'of csv: identifiers and traits of these names', readList)
    .action(async (id: string, options: ExportOptions) => {
      const { exportSegment } = await import('./commands/segment.ts');
      return exportSegment(dependencies(), id, options);
    });
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
