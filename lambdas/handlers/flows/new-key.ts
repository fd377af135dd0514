import * as z from 'zod';
import { KEY_TYPES, SCOPES } from '../../contract/api-key.ts';

/** It is shown in tables and stored with every event. */
const SOURCE = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/u;
const SOURCE_WORDS =
  'must be a short name: at most 64 letters, digits, spaces and . _ -, a letter or digit first';

/** As playbooks name their venues; nothing much longer fits beside a key. */
const VENUE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/u;
const VENUE_WORDS = "must be a venue's id: letters, digits, - and _";

/** More than a stage lets in, unless its quotas were raised very far. */
const HIGHEST_LIMIT = 100_000;

/** What makes a key. */
export const newKeySchema = z.strictObject({
  source: z.string().regex(SOURCE, SOURCE_WORDS),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  type: z.enum(KEY_TYPES).default('server'),
  /** Needed with the scope `staff`. */
  venue: z.string().regex(VENUE, VENUE_WORDS).optional(),
  requiresIdentityProof: z.boolean().optional(),
  /** Requests a second. */
  limit: z.int().min(1).max(HIGHEST_LIMIT).optional(),
});
