import * as z from 'zod';

/** Lines of one call; each may name a guest in several columns. */
export const LINES_A_CALL = 200;
const MOST_NAMESPACES = 10;
const LONGEST_NAME = 64;
const LONGEST_VALUE = 500;
const LONGEST_CURSOR = 1_024;

const load = z
  .string()
  .regex(/^[\w-]{8,100}$/u, { error: 'must have 8 to 100 letters, digits, - and _' })
  .meta({
    description: 'Names the load: the same for the same content, so that it goes on where it was.',
  });
const namespace = z.string().min(1).max(LONGEST_NAME);

/** What `POST /v1/lists/{list}` takes. */
export const beginLoadSchema = z.strictObject({
  load,
  namespaces: z
    .array(namespace)
    .max(MOST_NAMESPACES)
    .meta({ description: 'Of the identifiers that will come, so that an unknown one is refused at once.' }),
});

/** What `POST /v1/lists/{list}/guests` takes. */
export const listGuestsSchema = z.strictObject({
  load,
  guests: z
    .array(z.record(namespace, z.string().max(LONGEST_VALUE)))
    .min(1)
    .max(LINES_A_CALL)
    .meta({
      description: 'Each a line: the identifiers of one guest, by namespace. Together they name one person.',
    }),
});

/** What `POST /v1/lists/{list}/finish` takes. */
export const finishLoadSchema = z.strictObject({
  load,
  cursor: z.string().min(1).max(LONGEST_CURSOR).optional().meta({ description: 'From the answer before.' }),
  refused: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'How many cells were refused: a load with some is gone through again.' }),
});
