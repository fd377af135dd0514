import type * as z from 'zod';

/** A JSON Schema as plain data. */
export interface JsonSchema {
  [key: string]: unknown;
  title?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  definitions?: Record<string, JsonSchema>;
}

/** Where what an author is expected to write is kept until it becomes part of a description. */
export const EXPECTED = 'x-expected';

/** What the playbook's schemas say was expected, in words: `a duration such as …`. */
export function expectationOf(schema: z.core.$ZodType): string | undefined {
  const error = schema._zod.def.error?.({ code: 'invalid_type', input: undefined, path: [] } as never);
  const text = typeof error === 'string' ? error : error?.message;
  // That a mapping has the keys that it has is said by the keys.
  return text === undefined || text.startsWith('a mapping with') ? undefined : text;
}

/** Takes out what helps no author: keys of a later version, and bounds of machine numbers. */
export function tidySchema(schema: JsonSchema): JsonSchema {
  const names = new Map(Object.entries(schema.definitions ?? {}).map(([id, made]) => [id, nameOf(id, made)]));
  const definitions = Object.entries(schema.definitions ?? {}).map(([id, made]) => [
    names.get(id),
    tidy(made, names),
  ]);
  return {
    ...(tidy({ ...schema, definitions: undefined }, names) as JsonSchema),
    definitions: Object.fromEntries(definitions),
  };
}

/** Zod numbers what has no name; only JSON itself has none here. */
function nameOf(id: string, made: JsonSchema): string {
  if (!id.startsWith('__')) return id;
  if (made.anyOf?.some(({ type }) => type === 'null')) return 'json';
  throw new Error(`a schema that contains itself needs a name among NAMED_SCHEMAS: ${JSON.stringify(made)}`);
}

function tidy(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => tidy(each, names));
  if (typeof value !== 'object' || value === null) return value;
  const { allOf, ...rest } = value as JsonSchema & { allOf?: JsonSchema[] };
  // Zod wraps a reference that has nothing beside it.
  const whole: JsonSchema = allOf?.length === 1 ? { ...rest, ...allOf[0] } : (value as JsonSchema);
  const entries = Object.entries(whole).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === undefined || (key === 'maximum' && inner === Number.MAX_SAFE_INTEGER)) return [];
    if (key === 'minimum' && inner === Number.MIN_SAFE_INTEGER) return [];
    if (key === '$ref') return [[key, renamed(String(inner), names)]];
    if (key === 'properties') return [[key, withoutLater(inner as Record<string, JsonSchema>, names)]];
    if (key === 'anyOf' || key === 'oneOf') return [['anyOf', optionsOf(inner as JsonSchema[], names)]];
    return [[key, tidy(inner, names)]];
  });
  return Object.fromEntries(entries);
}

/** A single word comes last: editors complain in the words of the first option that is as near as any. */
function optionsOf(options: JsonSchema[], names: ReadonlyMap<string, string>): JsonSchema[] {
  const now = options.filter((each) => !isAllLater(each)).map((each) => tidy(each, names) as JsonSchema);
  return now.sort((a, b) => Number('const' in a) - Number('const' in b));
}

function renamed(reference: string, names: ReadonlyMap<string, string>): string {
  const id = reference.replace('#/definitions/', '');
  return `#/definitions/${names.get(id) ?? id}`;
}

function withoutLater(
  properties: Record<string, JsonSchema>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const now = Object.entries(properties).filter(([, schema]) => !isLater(schema));
  return Object.fromEntries(now.map(([key, schema]) => [key, tidy(schema, names)]));
}

/** What takes nothing. */
function isLater(schema: JsonSchema): boolean {
  return typeof schema.not === 'object' && Object.keys(schema.not as object).length === 0;
}

function isAllLater({ properties }: JsonSchema): boolean {
  const schemas = Object.values(properties ?? {});
  return schemas.length > 0 && schemas.every(isLater);
}
