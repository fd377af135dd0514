import type { Command } from 'commander';
import { createApiClient } from './api-client.ts';
import type { Terminal } from './terminal.ts';

/** A key of `npm start` that reads. */
const READING = { scope: 'profiles', localKey: 'local-read' };

/** Adds what tells campaigns in numbers. */
export function addReportCommands(
  program: Command,
  {
    terminal,
    environment,
  }: {
    readonly terminal: Terminal;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): void {
  program
    .command('report')
    .description('tell a campaign in numbers: who entered, what was sent, who converted')
    .argument('<campaign>', 'its id: the name of its file')
    .option('--json', 'as JSON, for programs')
    .action(async (campaign: string, options: { json?: boolean }) => {
      // Loaded here: no other command draws it.
      const { showReport } = await import('./commands/report.ts');
      return showReport({ terminal, api: createApiClient(environment, READING) }, campaign, options);
    });
}
