import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import type { SimulateOptions } from './simulate.ts';

const DEFAULT_LIMIT = 10;

interface TypedOptions extends Omit<SimulateOptions, 'folder'> {
  readonly playbook?: string;
}

/** Adds `maitred simulate`: what a playbook would do with events, before it is live. */
export function addSimulateCommand(program: Command, terminal: Terminal, api: () => ApiClient): void {
  program
    .command('simulate')
    .description(
      'say who would get what and when if these events came, who not and why, and what it would cost',
    )
    .argument('[folder]', 'the folder with playbook.yaml; default: this folder')
    .requiredOption(
      '--events <file>',
      'a message as /v1/batch takes them a line, by timestamp; .gz is unpacked',
    )
    .option('--playbook <folder>', 'the same as the folder')
    .option('--against <playbook>', 'say what differs from another: `active`, or a folder')
    .option('--until <moment>', 'where the clock stops; default: at the last event')
    .option('--limit <n>', 'how many examples of each kind', parseLimit, DEFAULT_LIMIT)
    .option('--sort', 'put the lines in order; holds all of them in memory')
    .option('--json', 'as JSON, for programs')
    .action(async (named: string | undefined, { playbook, ...options }: TypedOptions) => {
      const folder = oneFolder(named, playbook);
      // Loaded here: no other command needs it.
      const { simulate } = await import('./simulate.ts');
      return simulate({ terminal, api, clock: () => Date.now() }, { folder, ...options });
    });
}

/** The folder, named once. @throws CommandError where two are */
function oneFolder(named: string | undefined, playbook: string | undefined): string {
  if (named === undefined || playbook === undefined || resolve(named) === resolve(playbook))
    return playbook ?? named ?? '.';
  throw new CommandError(`two playbooks are named, ${named} and --playbook ${playbook}`, {
    hint: 'Name one. To compare it with the other, add --against.',
  });
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number.');
}
