import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { createApiClient } from './api-client.ts';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

/** A key of `npm start` that reads. */
const READING = { scope: 'profiles', localKey: 'local-read' };

interface ReportOptions {
  readonly json?: boolean;
  readonly sweep?: boolean;
}

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
    .argument('[campaign]', 'its id: the name of its file')
    .option('--json', 'as JSON, for programs')
    .option(
      '--sweep',
      'instead: compare the numbers of all campaigns with every journey and message, and mend them',
    )
    .action(async (campaign: string | undefined, options: ReportOptions) => {
      if ((campaign === undefined) !== (options.sweep === true))
        throw new CommandError('name one campaign, or say --sweep');
      // Loaded here: no other command draws it.
      if (campaign === undefined) {
        const { sweepReports } = await import('./commands/sweep.ts');
        return sweepReports({
          terminal,
          api: createApiClient(environment),
          wait: sleep,
          clock: () => Date.now(),
        });
      }
      const { showReport } = await import('./commands/report.ts');
      return showReport({ terminal, api: createApiClient(environment, READING) }, campaign, options);
    });
}
