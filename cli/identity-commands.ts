import type { Command } from 'commander';
import type { ApiClient } from './api-client.ts';
import { type SplitOptions, split } from './commands/split.ts';
import { showPerson } from './commands/who.ts';
import { showWhy, type WhyOptions } from './commands/why.ts';
import type { Terminal } from './terminal.ts';

/** Adds what shows and mends who is who, and what shows why they are where they are. */
export function addIdentityCommands(program: Command, terminal: Terminal, api: () => ApiClient): void {
  program
    .command('who')
    .description('whom an identifier leads to, and what links that person’s identifiers')
    .argument('<identifier>', 'for example email:john@example.com')
    .action((identifier: string) => showPerson(terminal, api(), identifier));
  program
    .command('why')
    .description('why a guest is in a segment or not, or what a campaign makes of them')
    .requiredOption('--guest <id>', 'namespace:value, for example email:john@example.com')
    .option('--segment <id>', 'the segment')
    .option('--campaign <id>', 'or the campaign')
    .action((options: WhyOptions) => showWhy(terminal, api(), options));
  program
    .command('split')
    .description('take a wrong link back: one person becomes two')
    .requiredOption('--profile <id>', 'the person: a profileId or namespace:value')
    .requiredOption('--identifier <id>', 'namespace:value of what is not theirs')
    .option('--from <id>', 'what it is split from; default: the most trusted of the others')
    .option('--dry-run', 'only show what would become of them')
    .action((options: SplitOptions) => split(terminal, api(), options));
}
