import * as z from 'zod';

/** Identifiers by namespace: `{ userId: john }`. */
export const personSchema = z
  .record(z.string(), z.union([z.string(), z.number()], { error: 'an identifier' }), {
    error: 'identifiers such as `{ userId: john }`',
  })
  .refine((person) => Object.keys(person).length > 0, { error: 'identifiers such as `{ userId: john }`' });
export type PersonSource = z.infer<typeof personSchema>;
