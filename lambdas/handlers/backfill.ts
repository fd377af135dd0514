import { SQSClient } from '@aws-sdk/client-sqs';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventHistory } from '../adapters/event-history.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileScan } from '../adapters/profile-scan.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { createQueueSender } from '../adapters/queue-sender.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type BackfillDependencies, backfillPage } from './flows/backfill-page.ts';
import { backfillSchema, USUAL_BACKFILL_PAGE } from './flows/backfill-request.ts';
import { decodeRebuildCursor, encodeRebuildCursor } from './flows/rebuild-cursor.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export type BackfillHandlerDependencies = KeyChecks & BackfillDependencies;

/** Brings people whom an older playbook has left to the active one, page by page. */
export function createBackfill(dependencies: BackfillHandlerDependencies): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/playbook/backfill': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => backfill(dependencies, request),
      },
    },
  });
}

async function backfill(
  dependencies: BackfillHandlerDependencies,
  { body, requestId: traceId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = backfillSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { cursor, segment = 0, segments = 1, limit = USUAL_BACKFILL_PAGE } = parsed.data;
  const position = decodeRebuildCursor({ segment, segments }, cursor);
  const { last, ...page } = await backfillPage(dependencies, { ...position, limit, traceId });
  // Asked for once a segment: it only says how far away the end may be.
  const total = cursor === undefined ? await dependencies.profileScan.countRows() : null;
  return { status: 200, body: { ...page, cursor: encodeRebuildCursor(position, last), total } };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const profilesTable = requireEnvironment(ENVIRONMENT.profilesTable);
  return createBackfill({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    // People are found by their profile's id, and a program changes no links.
    profileStore: createProfileStore({ client, profilesTable, identitiesTable: '' }),
    eventHistory: createEventHistory({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    playbookStore: createPlaybookStore({
      documentClient: client,
      configTable: requireEnvironment(ENVIRONMENT.configTable),
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    refoldQueue: createQueueSender({
      client: new SQSClient(AWS_CLIENT),
      queueUrl: requireEnvironment(ENVIRONMENT.refoldQueueUrl),
    }),
    profileScan: createProfileScan({ client, profilesTable }),
    clock: () => Date.now(),
  });
}
