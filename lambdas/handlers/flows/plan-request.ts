import * as z from 'zod';
import { programSchema } from './playbook-request.ts';
import { isWithinSegments, NOT_WITHIN_SEGMENTS, pageFields } from './scan-request.ts';

export const USUAL_PLAN_PAGE = 200;
/** As many as DynamoDB takes: a sample reads some of very many. */
const MOST_PLAN_SEGMENTS = 1_000_000;

/** What `POST /v1/playbook/plan` takes: a playbook; and which people are next, where it is asked what becomes of them. */
export const planSchema = z.strictObject({
  program: programSchema,
  page: z
    .strictObject(pageFields({ mostSegments: MOST_PLAN_SEGMENTS, longestPage: 500 }))
    .refine(isWithinSegments, NOT_WITHIN_SEGMENTS)
    .optional()
    .meta({ description: 'Which people are looked at. Without it: what changes in the files.' }),
});
