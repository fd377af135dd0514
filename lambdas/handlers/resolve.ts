import { ulid } from 'ulid';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { decodeEvent } from '../adapters/event-record.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { createSeenNameStore } from '../adapters/seen-name-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { METRICS } from '../contract/metrics.ts';
import { describeTraces } from '../runtime/describe-traces.ts';
import { createMetricsWriter, type WriteMetrics } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { createStreamLoop, type StreamFailure, type StreamHandler } from '../runtime/stream-loop.ts';
import { createNoteNames, type NoteNames } from './flows/note-names.ts';
import { resolveEvents } from './flows/resolve-events.ts';
import type { ResolveDependencies } from './flows/resolve-group.ts';
import { wirePeople } from './flows/wire-people.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export type ResolveHandlerDependencies = ResolveDependencies & {
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly now: () => number;
  readonly writeMetrics: WriteMetrics;
  /** Absent where names are noted by whoever resolved them first. */
  readonly noteNames?: NoteNames;
};

/** Reads the Events stream and brings each event to its person: identity, merge, fold, evaluate, one write. */
export function createResolve(dependencies: ResolveHandlerDependencies): StreamHandler {
  return createStreamLoop({
    functionName: 'resolve',
    quarantine: dependencies.quarantine,
    parse: decodeEvent,
    tracesOf: (event) => [event],
    handle: async (events, { awsRequestId: traceId }) => {
      let refusedLinks = 0;
      const countRefusedLinks = (links: number) => {
        refusedLinks += links;
      };
      const invocation = { now: dependencies.now(), traceId };
      const failures = await resolveEvents({ ...dependencies, countRefusedLinks }, events, invocation);
      measureBatch(dependencies, events, failures, refusedLinks);
      await dependencies.noteNames?.(events);
      return failures;
    },
  });
}

/** How long the oldest event of a batch was on its way, from its receipt until its profile was written; and links refused. */
function measureBatch(
  { now, writeMetrics }: ResolveHandlerDependencies,
  events: readonly TrackingEvent[],
  failures: readonly StreamFailure[],
  refusedLinks: number,
): void {
  const failed = new Set(failures.map(({ index }) => index));
  const resolved = events.filter((_, index) => !failed.has(index));
  if (resolved.length === 0) return;
  const oldest = Math.min(...resolved.map(({ receivedAt }) => receivedAt));
  writeMetrics({
    values: {
      [METRICS.eventToProfileMilliseconds]: Math.max(0, now() - oldest),
      ...(refusedLinks > 0 && { [METRICS.linksRefused]: refusedLinks }),
    },
    properties: { events: resolved.length, ...describeTraces(resolved) },
  });
}

let wired: StreamHandler | undefined;

/** Lambda's entry. */
export const handler: StreamHandler = (event, context) => {
  wired ??= createResolve({ ...wireResolve(), noteNames: wireNoteNames() });
  return wired(event, context);
};

function wireNoteNames(): NoteNames {
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  return createNoteNames(createSeenNameStore({ client: createDocumentClient(), configTable }));
}

/** The stores of the environment; redrive resolves with the same. */
export function wireResolve(): ResolveHandlerDependencies {
  const client = createDocumentClient();
  const writeMetrics = createMetricsWriter(requireEnvironment(ENVIRONMENT.stage));
  return {
    ...wirePeople(client),
    quarantine: wireQuarantine(client, writeMetrics),
    newId: () => ulid(),
    now: () => Date.now(),
    writeMetrics,
  };
}
