import * as z from 'zod';
import { ANSWERS } from './openapi-answers.ts';
import { COLLECTED_BODIES, PLAIN_BODIES } from './openapi-bodies.ts';

export type AnswerName = keyof typeof ANSWERS;
export type BodyName = keyof typeof COLLECTED_BODIES | keyof typeof PLAIN_BODIES;

interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Every shape that the document names, as JSON Schema, by the name it has there. */
export function describeSchemas(): Record<string, unknown> {
  const collected = mapValues(COLLECTED_BODIES, (schema) => acceptNulls(toJsonSchema(schema)));
  return { ...collected, ...mapValues(PLAIN_BODIES, toJsonSchema), ...mapValues(ANSWERS, toJsonSchema) };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  const override = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    if (jsonSchema.pattern !== undefined) jsonSchema.pattern = withoutClasses(jsonSchema.pattern);
  };
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: 'input', override });
  return described as JsonSchema;
}

/** Not every reader of patterns knows classes of characters; halves of surrogate pairs are no text in JSON anyway. */
function withoutClasses(pattern: string): string {
  return pattern.replaceAll('\\p{Cc}\\p{Cs}', '\\u0000-\\u001f\\u007f-\\u009f');
}

/** Null equals absent: wherever a property may be missing, it may be null; elements of lists may not. */
function acceptNulls(schema: JsonSchema): JsonSchema {
  const { properties, required = [], additionalProperties, items, anyOf } = schema;
  const property = (name: string, each: JsonSchema) =>
    required.includes(name) ? acceptNulls(each) : orNull(acceptNulls(each));
  return {
    ...schema,
    ...(properties === undefined
      ? {}
      : { properties: mapValues(properties, (each, name) => property(name, each)) }),
    ...(typeof additionalProperties !== 'object'
      ? {}
      : { additionalProperties: orNull(acceptNulls(additionalProperties)) }),
    ...(items === undefined ? {} : { items: acceptNulls(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(acceptNulls) }),
  };
}

function orNull(schema: JsonSchema): JsonSchema {
  const says = Object.keys(schema).filter((keyword) => keyword !== 'description');
  if (says.length === 0) return schema;
  if (says.length === 1 && schema.anyOf !== undefined)
    return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  return { anyOf: [schema, { type: 'null' }] };
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In, name: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
