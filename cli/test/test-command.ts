import type { Command } from 'commander';
import { check } from '../commands/check.ts';
import type { Terminal } from '../terminal.ts';
import { runStories } from './run-stories.ts';

/** Adds `maitred test`: every story of each playbook, on the pure domain and a virtual clock. */
export function addTestCommand(program: Command, terminal: Terminal): void {
  program
    .command('test')
    .description('play the stories of playbooks on a virtual clock')
    .argument('[folders...]', 'folders with playbook.yaml', ['.'])
    .action(async (folders: string[]) => {
      for (const folder of folders) await runStories(terminal, await check(terminal, folder));
    });
}
