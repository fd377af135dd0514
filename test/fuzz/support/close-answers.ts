import { ANSWERS } from '../../../lambdas/handlers/flows/openapi-answers.ts';
import type { Interface } from './operation.ts';

type Schema = Readonly<Record<string, unknown>>;

/** A document whose answers hold nothing that it does not name: a caller may be told more one day, but not by accident. */
export function closeAnswers(document: Interface): Interface {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => [
    name,
    Object.hasOwn(ANSWERS, name) ? close(schema) : schema,
  ]);
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}

/** Closes each object that has names and says nothing of others. */
function close(schema: Schema): Schema {
  const inside = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, closeAll(value)]),
  );
  const isOpen = schema.properties !== undefined && schema.additionalProperties === undefined;
  return isOpen ? { ...inside, additionalProperties: false } : inside;
}

function closeAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeAll);
  return typeof value === 'object' && value !== null ? close(value as Schema) : value;
}
