import { Argument, type Command, Option } from 'commander';
import { SCHEMA_KINDS, type SchemaKind } from './schema/schema-kinds.ts';
import type { Terminal } from './terminal.ts';

/** Worked examples in playbooks/ that a new playbook can begin as. */
const EXAMPLES = ['hotel', 'restaurant', 'shop', 'store'];

/** Adds what helps to write a playbook. */
export function addAuthorCommands(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description('make a small playbook to begin with; nothing is overwritten')
    .argument('[folder]', 'where it will be', '.')
    .addOption(new Option('--from <example>', 'begin as a worked example').choices(EXAMPLES))
    .action(async (folder: string, { from }: { from?: string }) => {
      // Loaded here, as below: nothing else needs to make schemas.
      const { init } = await import('./commands/init.ts');
      return init({ terminal, folder, ...(from !== undefined && { from }) });
    });
  program
    .command('schema')
    .description('print or write the JSON Schemas of a playbook’s files, for editors')
    .addArgument(new Argument('[kind]', 'default: all').choices(SCHEMA_KINDS))
    .option('--output <folder>', 'the folder to write them to')
    .action(async (kind: SchemaKind | undefined, { output }: { output?: string }) => {
      const { writeSchemas } = await import('./commands/schema.ts');
      return writeSchemas(terminal, kind, output);
    });
}
