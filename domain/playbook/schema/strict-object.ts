import * as z from 'zod';

export const NOT_YET = 'not supported yet';

/** Listed among the keys of a `laterOption`: what stands beside a key that is not supported is no second mistake. */
export const LATER_OPTION = '*';

/** The complaint about a key by whose value a mapping is of another kind altogether: it is none about the others. */
export const OTHER_OPTION = '!';

/** Keys that the language names and a later version brings: each is refused under its own name. */
export function later<const K extends string>(...keys: readonly K[]): Record<K, z.ZodOptional<z.ZodNever>> {
  const entries = keys.map((key) => [key, z.never({ error: NOT_YET }).optional()]);
  return Object.fromEntries(entries) as Record<K, z.ZodOptional<z.ZodNever>>;
}

/** The option of a union that takes all that a later version brings, so that each is refused under its own name. */
export function laterOption(what: string, ...keys: readonly string[]): z.ZodType<never> {
  const schema = z.strictObject(later(...keys), {
    error: (issue) => (issue.code === 'unrecognized_keys' ? [...keys, LATER_OPTION].join(',') : what),
  });
  return schema.refine(() => false, { error: what, abort: true }) as unknown as z.ZodType<never>;
}

/**
 * An object in which an unknown key is an error.
 *
 * Convention of all playbook schemas: an issue's message is what was *expected*, as a noun phrase; that of
 * `unrecognized_keys` is the list of keys there are. `explainIssues` makes sentences of them.
 * @param expected what is said where the value is no mapping at all
 */
export function strictObject<Shape extends z.ZodRawShape>(
  shape: Shape,
  expected = `a mapping with ${listed(shape)}`,
): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(',');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys : expected),
  });
}

function listed(shape: z.ZodRawShape): string {
  const offered = Object.keys(shape).filter((key) => !isLater(shape[key]));
  return offered.map((key) => `\`${key}\``).join(', ');
}

function isLater(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodNever;
}
