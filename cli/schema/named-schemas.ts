import * as z from 'zod';
import { clockSchema } from '../../domain/playbook/schema/clock-schema.ts';
import { conditionSchema } from '../../domain/playbook/schema/condition-schema.ts';
import { countSchema } from '../../domain/playbook/schema/count-schema.ts';
import { sinceSchema } from '../../domain/playbook/schema/event-condition-schema.ts';
import { matcherSchema, whereSchema } from '../../domain/playbook/schema/matcher-schema.ts';
import { measureSchema } from '../../domain/playbook/schema/measure-schema.ts';
import {
  dottedPathSchema,
  durationSchema,
  eventNamesSchema,
  textSchema,
} from '../../domain/playbook/schema/scalar-schemas.ts';
import { stepSchema } from '../../domain/playbook/schema/step-schema.ts';
import { windowEndSchema, windowSchema } from '../../domain/playbook/schema/window-schema.ts';

/** Schemas that stand once among the definitions, under these names. */
export const NAMED_SCHEMAS = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({
  condition: conditionSchema,
  count: countSchema,
  since: sinceSchema,
  matcher: matcherSchema,
  where: whereSchema,
  measure: measureSchema,
  path: dottedPathSchema,
  duration: durationSchema,
  window: windowSchema,
  events: eventNamesSchema,
  step: stepSchema,
  clock: clockSchema,
})) {
  NAMED_SCHEMAS.add(schema, { id });
}

const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
const inAnyCase = (word: string): string =>
  [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('');
const DURATION = `^\\s*(\\d+(\\.\\d+)? *(${UNITS.map(inAnyCase).join('|')})[sS]?|P[0-9.YMWDTHS]+)\\s*$`;

const [windowText] = (windowSchema as unknown as z.ZodUnion<[z.ZodType]>).options;

/** What JSON Schema can say of checks that are code: never more than the code does. */
export const PATTERNS: ReadonlyMap<z.core.$ZodType, string> = new Map<z.core.$ZodType, string>([
  [textSchema, '\\S'],
  [durationSchema, DURATION],
  [windowEndSchema, DURATION],
  [windowText, `^visit$|${DURATION}`],
]);
