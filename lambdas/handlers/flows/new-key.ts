import * as z from 'zod';
import { KEY_TYPES, SCOPES } from '../../contract/api-key.ts';

/** It is shown in tables and stored with every event. */
const SOURCE = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/u;
const SOURCE_WORDS =
  'must be a short name: at most 64 letters, digits, spaces and . _ -, a letter or digit first';

/** A venue's id is a short word; nothing longer fits beside a key. */
const LONGEST_VENUE = 128;

/** What makes a key. */
export const newKeySchema = z.strictObject({
  source: z.string().regex(SOURCE, SOURCE_WORDS),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  type: z.enum(KEY_TYPES).default('server'),
  /** Needed with the scope `staff`. */
  venue: z.string().min(1).max(LONGEST_VENUE).optional(),
  requiresIdentityProof: z.boolean().optional(),
});
