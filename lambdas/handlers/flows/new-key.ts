import * as z from 'zod';
import { KEY_TYPES, SCOPES } from '../../contract/api-key.ts';

/** What makes a key. */
export const newKeySchema = z.strictObject({
  source: z.string().min(1).max(64),
  scopes: z.array(z.enum(SCOPES)).min(1),
  type: z.enum(KEY_TYPES).default('server'),
  venue: z.string().min(1).optional(),
  requiresIdentityProof: z.boolean().optional(),
});
