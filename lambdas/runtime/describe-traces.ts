import type { Traced } from '../../domain/event/trace.ts';

/** More of them would make a line long; the batch is named by its first. */
const MOST_TRACES = 100;

/** The requests that a log line is about, each once: `traceId`, or `traceIds` where they are several. */
export function describeTraces(about: Iterable<Traced>): Readonly<Record<string, unknown>> {
  const traceIds = new Set([...about].flatMap(({ traceId }) => (traceId === undefined ? [] : [traceId])));
  const [first] = traceIds;
  if (first === undefined) return {};
  return traceIds.size === 1 ? { traceId: first } : { traceIds: [...traceIds].slice(0, MOST_TRACES) };
}
