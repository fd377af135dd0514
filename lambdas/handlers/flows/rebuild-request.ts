import * as z from 'zod';
import { isWithinSegments, NOT_WITHIN_SEGMENTS, pageFields } from './scan-request.ts';

/** Rows of a page, tombstones too. */
const LONGEST_REBUILD_PAGE = 500;
export const USUAL_REBUILD_PAGE = 100;
/** Parts of the table that may be read side by side. */
const MOST_SEGMENTS = 100;

const LONGEST_ID = 512;

/** What `POST /v1/rebuild` takes: one person, or a page of everybody. */
export const rebuildSchema = z
  .strictObject({
    profile: z.string().min(1).max(LONGEST_ID).optional().meta({
      description: 'A profileId, or namespace:value. Without it: the next people of all.',
    }),
    verify: z.boolean().optional().meta({ description: 'Only compares and reports.' }),
    ...pageFields({ mostSegments: MOST_SEGMENTS, longestPage: LONGEST_REBUILD_PAGE }),
  })
  .refine(isWithinSegments, NOT_WITHIN_SEGMENTS)
  .refine(({ profile, cursor }) => profile === undefined || cursor === undefined, {
    path: ['cursor'],
    error: 'goes with no profile',
  });

export type RebuildBody = z.infer<typeof rebuildSchema>;
