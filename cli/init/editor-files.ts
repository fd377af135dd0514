import { FILE_SCHEMAS } from '../schema/file-schemas.ts';
import { schemaText } from '../schema/json-schema.ts';
import { SCHEMA_KINDS, schemaFile } from '../schema/schema-kinds.ts';

/** Hidden, so that it is no part of the playbook. */
const SCHEMAS_FOLDER = '.schemas';
/** The extension that reads `yaml.schemas`. */
const YAML_EXTENSION = 'redhat.vscode-yaml';

/** What an editor needs to complete and check a playbook, by path within its folder: the schemas, and VS Code's settings. */
export function editorFiles(): ReadonlyMap<string, string> {
  const schemas = Object.fromEntries(
    SCHEMA_KINDS.map((kind) => [`./${SCHEMAS_FOLDER}/${schemaFile(kind)}`, FILE_SCHEMAS[kind].files]),
  );
  return new Map([
    ['.vscode/settings.json', json({ 'yaml.schemas': schemas })],
    ['.vscode/extensions.json', json({ recommendations: [YAML_EXTENSION] })],
    ...SCHEMA_KINDS.map((kind) => [`${SCHEMAS_FOLDER}/${schemaFile(kind)}`, schemaText(kind)] as const),
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
