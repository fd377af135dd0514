import * as z from 'zod';
import { campaignSchema, idSchema, permissionSchema } from './campaign-request.ts';

/** Lambda takes 6 MB; a playbook with its templates is seldom over one. */
export const MAXIMUM_DEPLOY_BYTES = 5 * 1024 * 1024;

const versionSchema = z.string().regex(/^[0-9a-f]{8,64}$/u, {
  error: 'is no version of a playbook: GET /v1/playbook/versions lists them',
});
/** A longer one would not fit the row of its version. */
const LONGEST_NAME = 1024;
/** As playbooks name things that AWS must name too. */
const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/u, { error: 'is no short name' });
const record = <T extends z.ZodType>(schema: T) => z.record(z.string(), schema);

/** Who may be joined to whom: without it no call would find anybody. */
const identitySchema = z.looseObject({
  country: z.string().optional(),
  namespaces: z.array(z.looseObject({ name: nameSchema, unique: z.boolean(), limit: z.int().min(1) })).min(1),
  blocked: z.array(z.string()),
});

/** What every function takes for granted. Whether it does what it says is seen by a rehearsal. */
export const programSchema = z.looseObject({
  version: versionSchema,
  name: z.string().max(LONGEST_NAME),
  timezone: z.string(),
  identity: identitySchema,
  consent: record(z.looseObject({ mode: z.enum(['opt-in', 'opt-out']), categories: z.array(z.string()) })),
  aggregates: record(z.looseObject({})),
  aggregatesDigest: z.string().min(1),
  computedTraits: z.record(idSchema, z.looseObject({ id: idSchema, aggregate: z.string() })),
  segments: z.array(z.looseObject({ id: idSchema, name: z.string(), when: z.looseObject({}) })),
  campaigns: z.record(idSchema, campaignSchema),
  permission: permissionSchema.optional(),
  channels: z.looseObject({}),
  destinations: record(z.looseObject({})),
  staff: z.looseObject({ roles: z.array(z.string()) }),
  venues: z.record(nameSchema, z.looseObject({ id: nameSchema, name: z.string(), timezone: z.string() })),
  templateDigests: record(z.string()).optional(),
});

/** What `maitred deploy` uploads. */
export const deploySchema = z.strictObject({
  program: programSchema,
  templates: z.strictObject({
    version: versionSchema,
    templates: record(z.strictObject({ html: z.string() })),
  }),
  sources: record(z.string()),
  expectedOrdinal: z.int().min(0).optional(),
});

/** Which version to go back to; without one, the one before. */
export const rollbackSchema = z.strictObject({ version: versionSchema.optional() });
