import * as z from 'zod';
import { isWithinSegments, NOT_WITHIN_SEGMENTS, pageFields } from './scan-request.ts';

export const USUAL_BACKFILL_PAGE = 200;

/** What `POST /v1/playbook/backfill` takes: which people are next. */
export const backfillSchema = z
  .strictObject(pageFields({ mostSegments: 100, longestPage: 500 }))
  .refine(isWithinSegments, NOT_WITHIN_SEGMENTS);
