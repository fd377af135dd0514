/** Kinds of YAML files, as authors call them: the folder's name in the singular. */
export const SCHEMA_KINDS = ['playbook', 'segment', 'trait', 'campaign', 'test'] as const;
export type SchemaKind = (typeof SCHEMA_KINDS)[number];

/** What the schema of a kind is written to. */
export function schemaFile(kind: SchemaKind): string {
  return `${kind}.schema.json`;
}
