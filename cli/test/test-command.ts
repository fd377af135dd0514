import { type Command, Option } from 'commander';
import type { Terminal } from '../terminal.ts';
import type { KeyInput } from '../watch/read-keys.ts';
import { REPORTERS } from './reporters.ts';
import type { TestOptions } from './test-playbooks.ts';

interface Options extends Omit<TestOptions, 'name'> {
  readonly testNamePattern?: string;
  readonly watch?: boolean;
}

/** Adds `maitred test`: every story of each playbook, on the pure domain and a virtual clock. */
export function addTestCommand(program: Command, terminal: Terminal, keyboard: KeyInput): void {
  program
    .command('test')
    .description('play the stories of playbooks on a virtual clock')
    .argument('[folders...]', 'folders with playbook.yaml', ['.'])
    .option('-t, --test-name-pattern <text>', 'only stories that have this in their title or file name')
    .addOption(
      new Option('--strict', 'exit 1 where no story reaches a campaign, a step or an arm').conflicts(
        'testNamePattern',
      ),
    )
    .option('-w, --watch', 'play them again whenever a file of the playbook is written')
    .addOption(
      new Option('--reporter <name>', 'how results are written')
        .choices(REPORTERS)
        .default('text')
        .conflicts('watch'),
    )
    .action(
      async (folders: string[], { testNamePattern: name, reporter, strict = false, watch }: Options) => {
        const options = { reporter, strict, ...(name !== undefined && { name }) };
        // Loaded here, since no other command plays stories.
        if (watch === true) {
          const { watchStories } = await import('./watch-stories.ts');
          return watchStories(terminal, folders, options, keyboard);
        }
        const { refuseFailures } = await import('./run-stories.ts');
        const { refuseNothing, testPlaybooks } = await import('./test-playbooks.ts');
        const runs = await testPlaybooks(terminal, folders, options);
        refuseNothing(runs, name);
        refuseFailures(runs, strict);
      },
    );
}
