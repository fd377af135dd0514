import { describeEvent, PROFILE_PARTS } from '../../domain/profile/describe-profile.ts';
import { createDeliveryStore } from '../adapters/delivery-store.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventTimeline } from '../adapters/event-timeline.ts';
import { createJourneyStore } from '../adapters/journey-store.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { LONGEST_PAGE, readLimit, readWords } from '../runtime/page-query.ts';
import { readOnce } from '../runtime/read-once.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type ExplainDependencies, explainGuest } from './flows/explain-guest.ts';
import { findPerson, readProfile } from './flows/read-profile.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

const USUAL_PAGE = 50;

export type ProfilesDependencies = ExplainDependencies & KeyChecks;

/** A person, their timeline, and why they are where they are, by any of their identifiers. */
export function createProfiles(dependencies: ProfilesDependencies): HttpHandler {
  const read = {
    scopes: ['profiles', 'staff', 'admin'] as const,
    handle: (request: AuthorisedRequest) => answerProfile(dependencies, request),
  };
  const why = {
    scopes: ['profiles', 'admin'] as const,
    handle: (request: AuthorisedRequest) => answerWhy(dependencies, request),
  };
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'GET /v1/profiles': read,
      'GET /v1/profiles/{id}': read,
      'GET /v1/profiles/{id}/events': {
        scopes: ['profiles'],
        handle: (request: AuthorisedRequest) => answerTimeline(dependencies, request),
      },
      'GET /v1/profiles/why': why,
      'GET /v1/profiles/{id}/why': why,
    },
  });
}

/** Values with a slash do not fit a path: they go in the query. */
async function answerProfile(
  dependencies: ProfilesDependencies,
  request: AuthorisedRequest,
): Promise<HttpResponse> {
  const parts = readWords('include', request.query.include, PROFILE_PARTS);
  const id = request.parameters.id ?? readOnce(request, 'id');
  return { status: 200, body: await readProfile(dependencies, id, parts) };
}

async function answerTimeline(
  dependencies: ProfilesDependencies,
  { parameters, query }: AuthorisedRequest,
): Promise<HttpResponse> {
  const limit = readLimit(query.limit, USUAL_PAGE, LONGEST_PAGE);
  const profile = await findPerson(dependencies, parameters.id);
  const page = await dependencies.history.readPage(Object.keys(profile.identifiers), {
    limit,
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const next = page.cursor === undefined ? {} : { cursor: page.cursor };
  return { status: 200, body: { events: page.events.map(describeEvent), ...next } };
}

async function answerWhy(
  dependencies: ProfilesDependencies,
  request: AuthorisedRequest,
): Promise<HttpResponse> {
  const segment = readOnce(request, 'segment');
  const campaign = readOnce(request, 'campaign');
  const id = request.parameters.id ?? readOnce(request, 'id');
  return { status: 200, body: await explainGuest(dependencies, { id, segment, campaign }) };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  return createProfiles({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    profiles: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      identitiesTable: requireEnvironment(ENVIRONMENT.identitiesTable),
    }),
    history: createEventTimeline({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    deliveries: createDeliveryStore({
      client,
      deliveriesTable: requireEnvironment(ENVIRONMENT.deliveriesTable),
    }),
    journeys: createJourneyStore({ client, journeysTable: requireEnvironment(ENVIRONMENT.journeysTable) }),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    clock: () => Date.now(),
  });
}
