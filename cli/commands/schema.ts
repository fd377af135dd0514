import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { FILE_SCHEMAS } from '../schema/file-schemas.ts';
import { schemaText } from '../schema/json-schema.ts';
import { SCHEMA_KINDS, type SchemaKind, schemaFile } from '../schema/schema-kinds.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/**
 * `maitred schema`: writes the JSON Schemas of a playbook's files, for editors. Without a folder the one asked for is printed.
 * @throws CommandError if the folder cannot be written
 */
export async function writeSchemas(
  terminal: Terminal,
  kind: SchemaKind | undefined,
  folder: string | undefined,
): Promise<void> {
  if (folder === undefined) {
    terminal.out(kind === undefined ? listKinds(terminal) : schemaText(kind).trimEnd());
    return;
  }
  const kinds = kind === undefined ? SCHEMA_KINDS : [kind];
  try {
    await mkdir(folder, { recursive: true });
    for (const each of kinds) await writeFile(join(folder, schemaFile(each)), schemaText(each));
  } catch (cause) {
    throw new CommandError(`${folder} cannot be written: ${(cause as Error).message}`, { cause });
  }
  for (const each of kinds) {
    terminal.out(
      `${terminal.style('green', '✓')} ${join(folder, schemaFile(each))}  ${FILE_SCHEMAS[each].files}`,
    );
  }
}

function listKinds(terminal: Terminal): string {
  const rows = SCHEMA_KINDS.map((kind) => [kind, FILE_SCHEMAS[kind].files, FILE_SCHEMAS[kind].description]);
  const hint = 'maitred schema segment prints one, maitred schema --output schemas writes all.';
  return `${formatTable(terminal, [['kind', 'files', ''], ...rows])}\n\n${terminal.style('dim', hint)}`;
}
