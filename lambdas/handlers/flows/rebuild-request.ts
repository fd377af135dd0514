import * as z from 'zod';

/** Rows of a page, tombstones too. */
export const LONGEST_REBUILD_PAGE = 500;
export const USUAL_REBUILD_PAGE = 100;
/** Parts of the table that may be read side by side. */
export const MOST_SEGMENTS = 100;

const LONGEST_ID = 512;
const LONGEST_CURSOR = 1_024;

/** What `POST /v1/rebuild` takes: one person, or a page of everybody. */
export const rebuildSchema = z
  .strictObject({
    profile: z.string().min(1).max(LONGEST_ID).optional().meta({
      description: 'A profileId, or namespace:value. Without it: the next people of all.',
    }),
    verify: z.boolean().optional().meta({ description: 'Only compares and reports.' }),
    cursor: z.string().min(1).max(LONGEST_CURSOR).optional().meta({ description: 'From the page before.' }),
    segment: z
      .int()
      .min(0)
      .max(MOST_SEGMENTS - 1)
      .optional(),
    segments: z.int().min(1).max(MOST_SEGMENTS).optional(),
    limit: z.int().min(1).max(LONGEST_REBUILD_PAGE).optional(),
  })
  .refine(({ segment = 0, segments = 1 }) => segment < segments, {
    path: ['segment'],
    error: 'must be below segments',
  })
  .refine(({ profile, cursor }) => profile === undefined || cursor === undefined, {
    path: ['cursor'],
    error: 'goes with no profile',
  });

export type RebuildBody = z.infer<typeof rebuildSchema>;
