import type * as z from 'zod';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { LIST_NAME } from '../../domain/list/list-name.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventStore } from '../adapters/event-store.ts';
import { createListStore } from '../adapters/list-store.ts';
import { createProgramStore, type ProgramStore } from '../adapters/program-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { beginLoadSchema, finishLoadSchema, listGuestsSchema } from './flows/list-request.ts';
import { finishLoad, holdGuests, type LoadListDependencies, startLoad } from './flows/load-list.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export interface ListsDependencies extends LoadListDependencies {
  readonly playbook: ProgramStore;
}

type Handle = (dependencies: ListsDependencies, request: AuthorisedRequest) => Promise<HttpResponse>;

/** Static lists: loading one makes an event of each row that joined or left since the load before. */
export function createLists(dependencies: ListsDependencies & KeyChecks): HttpHandler {
  const scopes = ['admin'] as const;
  const route = (handle: Handle) => ({
    scopes,
    handle: (request: AuthorisedRequest) => handle(dependencies, request),
  });
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'GET /v1/lists': route(answerLists),
      'POST /v1/lists/{list}': route(answerBegin),
      'POST /v1/lists/{list}/guests': route(answerGuests),
      'POST /v1/lists/{list}/finish': route(answerFinish),
    },
  });
}

const answerLists: Handle = async ({ lists }) => {
  const described = (await lists.all()).map(({ list, members, loadedAt, finished, ordinal }) => ({
    list,
    members,
    loadedAt: loadedAt === null ? null : new Date(loadedAt).toISOString(),
    isLoading: finished < ordinal,
  }));
  return { status: 200, body: { lists: described } };
};

const answerBegin: Handle = async (dependencies, request) => {
  const body = readBody(beginLoadSchema, request);
  const { program } = await dependencies.playbook.active();
  const isFinished = await startLoad(dependencies, program.identity, { list: listOf(request), ...body });
  return { status: 200, body: { isFinished } };
};

const answerGuests: Handle = async (dependencies, request) => {
  const body = readBody(listGuestsSchema, request);
  const { program } = await dependencies.playbook.active();
  const held = await holdGuests(dependencies, program.identity, { ...callOf(request), ...body });
  return { status: 200, body: held };
};

const answerFinish: Handle = async (dependencies, request) => {
  const body = readBody(finishLoadSchema, request);
  return { status: 200, body: await finishLoad(dependencies, { ...callOf(request), ...body }) };
};

function listOf({ parameters }: AuthorisedRequest): string {
  const { list = '' } = parameters;
  if (LIST_NAME.test(list)) return list;
  throw new InvalidInputError('a list is named with letters, digits, - and _, as `press-guests`', {
    field: 'list',
  });
}

function callOf(request: AuthorisedRequest) {
  return { list: listOf(request), source: request.key.source, traceId: request.requestId };
}

function readBody<Schema extends z.ZodType>(schema: Schema, { body }: AuthorisedRequest): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  return parsed.data;
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
  return createLists({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    playbook: createProgramStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    lists: createListStore({ client, configTable }),
    events: createEventStore({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    clock: () => Date.now(),
  });
}
