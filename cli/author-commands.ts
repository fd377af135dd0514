import { Argument, type Command } from 'commander';
import { SCHEMA_KINDS, type SchemaKind } from './schema/schema-kinds.ts';
import type { Terminal } from './terminal.ts';

/** Adds what helps to write a playbook. */
export function addAuthorCommands(program: Command, terminal: Terminal): void {
  program
    .command('schema')
    .description('print or write the JSON Schemas of a playbook’s files, for editors')
    .addArgument(new Argument('[kind]', 'default: all').choices(SCHEMA_KINDS))
    .option('--output <folder>', 'the folder to write them to')
    .action(async (kind: SchemaKind | undefined, { output }: { output?: string }) => {
      // Loaded here: nothing else needs to make schemas.
      const { writeSchemas } = await import('./commands/schema.ts');
      return writeSchemas(terminal, kind, output);
    });
}
