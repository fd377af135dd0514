import * as z from 'zod';
import { readShare } from './guest-condition-schemas.ts';

const PERCENTAGE = 'a percentage from 0% to 100%, such as `10%`';

/** A share of guests; kept as written. */
export const shareSchema = z
  .string({ error: PERCENTAGE })
  .refine((text) => readShare(text) !== undefined, { error: PERCENTAGE });
