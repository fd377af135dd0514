import * as z from 'zod';
import { describeKeys } from './describe-keys.ts';
import { FILE_SCHEMAS } from './file-schemas.ts';
import { NAMED_SCHEMAS, PATTERNS } from './named-schemas.ts';
import type { SchemaKind } from './schema-kinds.ts';
import { EXPECTED, expectationOf, type JsonSchema, tidySchema } from './tidy-schema.ts';

/**
 * The JSON Schema of a kind of file, made of the schema that `check` reads it with. It refuses what can be refused without
 * code and without the other files: never what `check` takes. Draft 7, which every editor understands.
 */
export function jsonSchemaOf(kind: SchemaKind): JsonSchema {
  const { schema, files, description } = FILE_SCHEMAS[kind];
  const { $schema, ...made } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    metadata: NAMED_SCHEMAS,
    override: ({ zodSchema, jsonSchema }) => {
      const pattern = PATTERNS.get(zodSchema);
      if (pattern !== undefined) jsonSchema.pattern = pattern;
      const expected = expectationOf(zodSchema);
      if (expected !== undefined) Object.assign(jsonSchema, { [EXPECTED]: expected });
    },
  });
  const tidy = describeKeys(kind, tidySchema(made as JsonSchema));
  return { $schema, title: files, ...tidy, description };
}

/** As it is written to a file. */
export function schemaText(kind: SchemaKind): string {
  return `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`;
}
