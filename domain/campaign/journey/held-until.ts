import type { Journey } from './journey.ts';

/**
 * Until when quiet hours hold a journey's next message, in milliseconds since the epoch.
 * @returns undefined where none is held
 */
export function heldUntil({
  status,
  dueAt,
  trace,
}: Pick<Journey, 'status' | 'dueAt' | 'trace'>): number | undefined {
  if (status !== 'waiting' || dueAt === null) return undefined;
  const last = trace.findLast((step) => step.heldUntil !== undefined);
  return last?.heldUntil === dueAt ? dueAt : undefined;
}
