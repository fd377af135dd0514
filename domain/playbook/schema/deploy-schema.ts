import * as z from 'zod';
import { strictObject } from './strict-object.ts';

/** What takes the place of a file's keys; `null` takes a key out. */
const changeSchema = z.record(z.string(), z.json(), { error: 'a mapping' });

/** By id; `null` takes a file out. */
const changesSchema = z
  .record(z.string(), z.union([z.null(), changeSchema], { error: 'a mapping, or `null` to take it out' }), {
    error: 'a mapping of ids',
  })
  .optional();

/** Another version of the playbook: how it differs from the folder's own. */
export const deploySchema = strictObject({
  playbook: changeSchema.optional(),
  segments: changesSchema,
  traits: changesSchema,
  campaigns: changesSchema,
});
export type DeploySource = z.infer<typeof deploySchema>;
