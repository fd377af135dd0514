import type { Explanation } from './explain-condition.ts';

/** An explanation as the API shows it: moments as ISO 8601. */
export function describeExplanation(explanation: Explanation): Record<string, unknown> {
  const { kind, asked, holds, seen, since, approximate, changesAt, events, parts } = explanation;
  return {
    kind,
    asked,
    holds,
    ...(seen === undefined ? {} : { seen }),
    ...(since === undefined ? {} : { since: describeMoment(since) }),
    ...(approximate === undefined ? {} : { approximate }),
    ...(changesAt === undefined ? {} : { changesAt: describeMoment(changesAt) }),
    ...(events === undefined
      ? {}
      : { events: events.map(({ time, ...event }) => ({ ...event, timestamp: describeMoment(time) })) }),
    parts: parts.map(describeExplanation),
  };
}

/** Some moments never come: those past what a date can say are left far ahead. */
function describeMoment(milliseconds: number | null): string | null {
  if (milliseconds === null) return null;
  return new Date(Math.min(milliseconds, LATEST)).toISOString();
}

const LATEST = Date.UTC(9999, 11, 31);
