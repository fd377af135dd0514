import { ulid } from 'ulid';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createJourneyStore } from '../adapters/journey-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type SplitDependencies, splitPerson } from './flows/split-person.ts';
import { splitSchema } from './flows/split-request.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';
import { wirePeople } from './flows/wire-people.ts';

export type SplitHandlerDependencies = SplitDependencies & KeyChecks & { readonly clock: () => number };

/** Takes a wrong link back; by whom is in the log. */
export function createSplit(dependencies: SplitHandlerDependencies): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/split': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => split(dependencies, request),
      },
    },
  });
}

async function split(
  dependencies: SplitHandlerDependencies,
  { body, key: by, requestId: traceId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const now = dependencies.clock();
  const parsed = splitSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const answer = await splitPerson(dependencies, parsed.data, { now, traceId });
  const { remaining, separated } = answer;
  logger.info('profile split', {
    remaining: remaining.profileId,
    separated: separated.profileId,
    dryRun: answer.dryRun,
    by: by.keyId,
    traceId,
  });
  return { status: 200, body: { ...answer } };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const { profileStore: profiles, playbookStore: playbook, ...stores } = wirePeople(client);
  return createSplit({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    ...stores,
    profiles,
    playbook,
    journeys: createJourneyStore({ client, journeysTable: requireEnvironment(ENVIRONMENT.journeysTable) }),
    newId: () => ulid(),
    clock: () => Date.now(),
  });
}
