import { type Command, InvalidArgumentError } from 'commander';
import type { ApiClient } from '../api-client.ts';
import type { Terminal } from '../terminal.ts';
import type { SimulateOptions } from './simulate.ts';

const DEFAULT_LIMIT = 10;

/** Adds `maitred simulate`: what a playbook would do with events, before it is live. */
export function addSimulateCommand(program: Command, terminal: Terminal, api: () => ApiClient): void {
  program
    .command('simulate')
    .description(
      'say who would get what and when if these events came, who not and why, and what it would cost',
    )
    .argument('[folder]', 'the folder with playbook.yaml', '.')
    .requiredOption(
      '--events <file>',
      'a message as /v1/batch takes them a line, by timestamp; .gz is unpacked',
    )
    .option('--against <playbook>', 'say what differs from another: `active`, or a folder')
    .option('--until <moment>', 'where the clock stops; default: at the last event')
    .option('--limit <n>', 'how many examples of each kind', parseLimit, DEFAULT_LIMIT)
    .option('--sort', 'put the lines in order; holds all of them in memory')
    .option('--json', 'as JSON, for programs')
    .action(async (folder: string, options: Omit<SimulateOptions, 'folder'>) => {
      // Loaded here: no other command needs it.
      const { simulate } = await import('./simulate.ts');
      return simulate({ terminal, api, clock: () => Date.now() }, { folder, ...options });
    });
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number.');
}
