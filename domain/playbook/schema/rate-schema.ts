import * as z from 'zod';
import { parseDurationMilliseconds } from '../../time/duration.ts';

const RATE = 'a rate such as `1000 per hour` or `10 per 5 minutes`';
const RATES = /^(\d{1,9}) *per +(.+)$/u;

/** At most so many in a while; undefined if the text is no rate. */
export function readRate(text: string): { messages: number; perMilliseconds: number } | undefined {
  const [, count = '', per = ''] = RATES.exec(text.trim()) ?? [];
  const perMilliseconds = parseDurationMilliseconds(/^\d|^P/u.test(per) ? per : `1 ${per}`) ?? 0;
  const messages = Number(count);
  return messages > 0 && perMilliseconds > 0 ? { messages, perMilliseconds } : undefined;
}

/** How fast a big send may go; kept as written. */
export const rateSchema = z
  .string({ error: RATE })
  .refine((text) => readRate(text) !== undefined, { error: RATE });
