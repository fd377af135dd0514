import * as z from 'zod';
import { ANSWERS } from '../../../lambdas/handlers/flows/openapi-answers.ts';

type Name = keyof typeof ANSWERS;

/** Kinds with no schema inside. */
const HOLDS_NOTHING = [
  z.ZodString,
  z.ZodISODateTime,
  z.ZodNumber,
  z.ZodBoolean,
  z.ZodEnum,
  z.ZodLiteral,
  z.ZodUnknown,
];

/** The shapes of answers, by their names, none of which takes a field that it does not name: as closeAnswers has the document. */
export const CLOSED_ANSWERS = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, schema]) => [name, close(schema)]),
) as unknown as Readonly<Record<Name, z.ZodType>>;

/** @throws Error for a kind of schema that it does not know, inside which something could stay open. */
function close(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, close(field as z.core.$ZodType)]),
    );
    // One that is loose says of itself that it holds more.
    return schema.def.catchall === undefined ? z.strictObject(shape) : z.looseObject(shape);
  }
  if (schema instanceof z.ZodOptional) return close(schema.unwrap()).optional();
  if (schema instanceof z.ZodNullable) return close(schema.unwrap()).nullable();
  if (schema instanceof z.ZodArray) return z.array(close(schema.element));
  if (schema instanceof z.ZodRecord) return z.record(schema.keyType, close(schema.valueType));
  if (HOLDS_NOTHING.some((kind) => schema instanceof kind)) return schema as z.ZodType;
  throw new Error(`closing ${schema._zod.def.type} is not known`);
}
