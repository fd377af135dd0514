import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ApiClient } from './api-client.ts';
import type { Terminal } from './terminal.ts';

/** Adds what keeps static lists. */
export function addListCommands(program: Command, terminal: Terminal, api: () => ApiClient): void {
  const dependencies = () => ({ terminal, api: api(), wait: sleep, clock: () => Date.now() });
  const list = program
    .command('list')
    .description('keep static lists of guests, for conditions as `list: press-guests`');
  list
    .command('load')
    .description('let a list hold who stands in a file, and nobody else')
    .argument('<list>', 'its name, as conditions write it')
    .argument('<file>', 'CSV: the first row names the columns by namespaces, such as email and phone')
    .action(async (name: string, file: string) => {
      // Loaded here, as below: no other command reads lists.
      const { loadList } = await import('./commands/list.ts');
      return loadList(dependencies(), name, file);
    });
  list
    .command('show')
    .description('list the lists, with how many guests each holds')
    .argument('[list]', 'only this one')
    .action(async (name: string | undefined) => {
      const { showLists } = await import('./commands/list.ts');
      return showLists(dependencies(), name);
    });
  list
    .command('remove')
    .description('let everybody leave a list')
    .argument('<list>')
    .action(async (name: string) => {
      const { removeList } = await import('./commands/list.ts');
      return removeList(dependencies(), name);
    });
}
