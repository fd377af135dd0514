import { parseDurationMilliseconds } from '../../domain/time/duration.ts';

export type ClockRequest = { readonly moment: number } | { readonly problem: string };

/** Reads the body of `POST /_local/clock`: `{ advance: "3 days" }` or `{ to: "2026-03-02T10:00:00Z" }`. */
export function readClockRequest(body: unknown, now: number): ClockRequest {
  const { advance, to } = (body ?? {}) as { advance?: unknown; to?: unknown };
  if (typeof advance === 'string') {
    const milliseconds = parseDurationMilliseconds(advance);
    if (milliseconds === undefined)
      return { problem: `advance: ${JSON.stringify(advance)} is no duration; write "3 days" or "P3D"` };
    return { moment: now + milliseconds };
  }
  if (typeof to === 'string') {
    const moment = Date.parse(to);
    if (Number.isNaN(moment))
      return { problem: `to: ${JSON.stringify(to)} is no time; write 2026-03-02T10:00:00Z` };
    if (moment < now)
      return { problem: `to: the clock shows ${new Date(now).toISOString()} and only moves forward` };
    return { moment };
  }
  return { problem: 'say { "advance": "3 days" } or { "to": "2026-03-02T10:00:00Z" }' };
}
