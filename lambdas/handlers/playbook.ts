import { invalidShape } from '../../domain/event/invalid-shape.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import type { PlaybookPointer } from '../adapters/playbook-versions.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type DeployDependencies, deployPlaybook, rollbackPlaybook } from './flows/deploy-playbook.ts';
import { deploySchema, MAXIMUM_DEPLOY_BYTES, rollbackSchema } from './flows/playbook-request.ts';
import { readActivePlaybook } from './flows/read-active-playbook.ts';
import { wireDeploy } from './flows/wire-deploy.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

/** Deploys playbooks, lists their versions, gives the active one and goes back to another. */
export function createPlaybook(dependencies: DeployDependencies & KeyChecks): HttpHandler {
  const route = (handle: (request: AuthorisedRequest) => Promise<HttpResponse>) => ({
    scopes: ['admin'] as const,
    handle,
  });
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/playbook/deploy': {
        ...route((request) => deploy(dependencies, request)),
        maximumBodyBytes: MAXIMUM_DEPLOY_BYTES,
      },
      'POST /v1/playbook/rollback': route((request) => rollback(dependencies, request)),
      'GET /v1/playbook/versions': route(() => list(dependencies)),
      'GET /v1/playbook/active': route(async () => ({
        status: 200,
        body: await readActivePlaybook(dependencies),
      })),
    },
  });
}

async function deploy(
  dependencies: DeployDependencies,
  { body, key }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = deploySchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { sources, expectedOrdinal } = parsed.data;
  const program = parsed.data.program as unknown as Program;
  const templates: TemplateSet = { ...parsed.data.templates, version: program.version };
  return {
    status: 200,
    body: await deployPlaybook(
      dependencies,
      { program, templates, sources },
      { expectedOrdinal, by: key.source },
    ),
  };
}

async function rollback(
  dependencies: DeployDependencies,
  { body, key }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = rollbackSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  return { status: 200, body: await rollbackPlaybook(dependencies, key.source, parsed.data.version) };
}

async function list({ versions }: DeployDependencies): Promise<HttpResponse> {
  const [active, all] = await Promise.all([versions.pointer(), versions.list()]);
  const described = all.map(({ version, ordinal, deployedAt, name, by, including = 0 }) => ({
    version,
    name,
    ordinal,
    deployedAt: new Date(deployedAt).toISOString(),
    ...(by !== undefined && { by }),
    including,
    isActive: version === active?.version,
  }));
  return {
    status: 200,
    body: { active: active === undefined ? null : describe(active), versions: described },
  };
}

function describe({ version, ordinal, since, by }: PlaybookPointer): object {
  return {
    version,
    ordinal,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(by !== undefined && { by }),
  };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  return createPlaybook({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    ...wireDeploy(client),
  });
}
