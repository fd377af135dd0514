import type { Explanation } from './explain-condition.ts';

/** An explanation as the API shows it: moments as ISO 8601. */
export function describeExplanation(explanation: Explanation): Record<string, unknown> {
  const { asked, holds, seen, changesAt, events, parts } = explanation;
  return {
    asked,
    holds,
    ...(seen === undefined ? {} : { seen }),
    ...(changesAt === undefined ? {} : { changesAt: describeMoment(changesAt) }),
    ...(events === undefined
      ? {}
      : {
          events: events.map(({ messageId, event, time }) => ({
            messageId,
            event,
            timestamp: describeMoment(time),
          })),
        }),
    parts: parts.map(describeExplanation),
  };
}

/** Some moments never come: those past what a date can say are left far ahead. */
function describeMoment(milliseconds: number): string {
  return new Date(Math.min(milliseconds, LATEST)).toISOString();
}

const LATEST = Date.UTC(9999, 11, 31);
