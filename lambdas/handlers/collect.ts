import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import type { JsonValue } from '../../domain/event/json.ts';
import { MAXIMUM_BATCH_EVENTS } from '../../domain/event/limits.ts';
import { batchSchema } from '../../domain/event/message-schema.ts';
import { isJsonObject } from '../../domain/event/strip-nulls.ts';
import { TooLargeError } from '../../domain/event/too-large-error.ts';
import { EVENT_TYPES, type EventType } from '../../domain/event/tracking-event.ts';
import { requestsInBatch } from '../../domain/limit/request-window.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventStore } from '../adapters/event-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { createProgramStore } from '../adapters/program-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { ForbiddenError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type {
  AuthorisedRequest,
  HttpRequest,
  HttpResponse,
  HttpRoute,
  ProtectedRoute,
} from '../runtime/http-message.ts';
import { admitCount, admitKey, type KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { PROBLEM_CONTENT_TYPE, toProblem } from '../runtime/problem.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type CollectDependencies, collectEvents } from './flows/collect-events.ts';
import { readLines } from './flows/read-lines.ts';
import type { Refusal } from './flows/store-events.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

const SUCCESS: HttpResponse = { status: 200, body: { success: true } };

/** The collector: Segment's HTTP Tracking API. */
export function createCollect(dependencies: CollectDependencies & KeyChecks): HttpHandler {
  const collecting = (handle: ProtectedRoute['handle']): ProtectedRoute => ({
    scopes: ['collect'],
    takesKeyInBody: true,
    handle,
  });
  const routes: Record<string, HttpRoute> = {
    'GET /v1/projects/{writeKey}/settings': {
      scopes: 'public',
      handle: (request) => sendSettings(dependencies, request),
    },
  };
  for (const type of EVENT_TYPES) {
    const one = collecting((request) => collectOne(dependencies, request, type));
    routes[`POST /v1/${type}`] = one;
    routes[`POST /v1/${type.charAt(0)}`] = one;
  }
  const batch = collecting((request) => collectBatch(dependencies, request));
  routes['POST /v1/batch'] = batch;
  routes['POST /v1/b'] = batch;
  routes['POST /v1/import'] = {
    scopes: ['collect'],
    body: 'bytes',
    handle: (request: AuthorisedRequest) => importHistory(dependencies, request),
  };
  return createHttpHandler({ routes, keys: dependencies });
}

async function collectOne(
  dependencies: CollectDependencies,
  { body = null, key, ...call }: AuthorisedRequest,
  type: EventType,
): Promise<HttpResponse> {
  if (!isJsonObject(body)) throw new InvalidInputError('the body must be one JSON object');
  const { writeKey: _writeKey, ...message } = body;
  const [refusal] = await collectEvents(dependencies, { messages: [{ index: 0, message }], key, type, call });
  if (refusal !== undefined) throw refusal.error;
  return SUCCESS;
}

async function collectBatch(
  dependencies: CollectDependencies & KeyChecks,
  { body, key, ...call }: AuthorisedRequest,
): Promise<HttpResponse> {
  if (isJsonObject(body) && Array.isArray(body.batch) && body.batch.length > MAXIMUM_BATCH_EVENTS) {
    throw new TooLargeError(
      `a batch takes ${MAXIMUM_BATCH_EVENTS} events`,
      'Send them in more than one batch.',
    );
  }
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const messages = (parsed.data.batch as JsonValue[]).map((message, index) => ({ index, message }));
  const sentAt = parsed.data.sentAt as JsonValue | undefined;
  // Its first was counted with the request.
  const more = requestsInBatch(key.type === 'browser', messages.length) - 1;
  if (more > 0) await admitCount(dependencies, key, more, call);
  const refusals = await collectEvents(dependencies, { messages, sentAt, key, call });
  const noneIsGood = new InvalidInputError('no event of the batch is good', { field: 'batch' });
  return answerRefusals(refusals, { isAll: refusals.length === messages.length, noneIsGood }, call.requestId);
}

/** Years of events, as JSON lines: they are folded and evaluated, and trigger nothing. */
async function importHistory(
  dependencies: CollectDependencies & KeyChecks,
  { bytes = new Uint8Array(), key, ...call }: AuthorisedRequest,
): Promise<HttpResponse> {
  if (key.type === 'browser')
    throw new ForbiddenError('a browser key imports nothing', 'Use a server key with the scope collect.');
  const messages = readLines(bytes);
  const refusals = await collectEvents(dependencies, { messages, key, isHistory: true, call });
  const noneIsGood = new InvalidInputError('no line is a good event');
  return answerRefusals(refusals, { isAll: refusals.length === messages.length, noneIsGood }, call.requestId);
}

/** One bad event is refused alone. */
function answerRefusals(
  refusals: readonly Refusal[],
  { isAll, noneIsGood }: { readonly isAll: boolean; readonly noneIsGood: InvalidInputError },
  requestId: string,
): HttpResponse {
  if (refusals.length === 0) return SUCCESS;
  const rejected = refusals.map((refusal) => describeRefusal(refusal, requestId));
  if (!isAll) return { status: 200, body: { success: true, rejected } };
  const problem = toProblem(noneIsGood, requestId);
  return { status: 400, body: { ...problem, rejected }, headers: { 'content-type': PROBLEM_CONTENT_TYPE } };
}

function describeRefusal({ index, message, error }: Refusal, requestId: string): Record<string, unknown> {
  const messageId = isJsonObject(message) ? (message.messageId ?? null) : null;
  return { index, messageId, error: toProblem(error, requestId) };
}

/** What Segment's browser SDK loads first: it then sends to `apiHost` by `protocol`. */
async function sendSettings(checks: KeyChecks, request: HttpRequest): Promise<HttpResponse> {
  const { writeKey = '' } = request.parameters;
  await admitKey(checks, writeKey, ['collect'], request);
  const { protocol, host } = new URL(request.baseUrl);
  const destination = { apiKey: writeKey, apiHost: `${host}/v1`, protocol: protocol.replace(':', '') };
  return { status: 200, body: { integrations: { 'Segment.io': destination }, metrics: { sampleRate: 0 } } };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const writeMetrics = createMetricsWriter(requireEnvironment(ENVIRONMENT.stage));
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  return createCollect({
    ...wireKeyChecks(client, writeMetrics),
    events: createEventStore({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    quarantine: wireQuarantine(client, writeMetrics),
    playbook: createProgramStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    profiles: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      identitiesTable: requireEnvironment(ENVIRONMENT.identitiesTable),
    }),
    clock: () => Date.now(),
  });
}
