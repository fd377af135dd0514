import * as z from 'zod';

const versionSchema = z.string().regex(/^[0-9a-f]{8,64}$/u, { error: 'is no version of a playbook' });
const record = <T extends z.ZodType>(schema: T) => z.record(z.string(), schema);

/** What `maitred deploy` uploads. The program is checked as a whole by making it ready to run. */
export const deploySchema = z.strictObject({
  program: z.looseObject({
    version: versionSchema,
    name: z.string(),
    timezone: z.string(),
    aggregates: record(z.looseObject({})),
    aggregatesDigest: z.string(),
    computedTraits: record(z.looseObject({})),
    segments: z.array(z.looseObject({ id: z.string() })),
    campaigns: record(z.looseObject({ id: z.string() })),
    consent: record(z.looseObject({})),
    venues: record(z.looseObject({ id: z.string() })),
    destinations: record(z.looseObject({})),
  }),
  templates: z.strictObject({
    version: versionSchema,
    templates: record(z.strictObject({ html: z.string() })),
  }),
  sources: record(z.string()),
  expectedOrdinal: z.int().min(0).optional(),
});

/** Which version to go back to; without one, the one before. */
export const rollbackSchema = z.strictObject({ version: versionSchema.optional() });
