import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createKeyStore, type KeyStore } from '../adapters/key-store.ts';
import { createKeyUsageStore, type KeyUsageStore, type LimitedUse } from '../adapters/key-usage-store.ts';
import type { ApiKey } from '../contract/api-key.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { limitOf } from './flows/limit-keys.ts';
import { newKeySchema } from './flows/new-key.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export interface KeysDependencies extends KeyChecks {
  readonly keys: KeyStore;
  readonly usage: Pick<KeyUsageStore, 'listLimited'>;
}

/** Makes, lists and revokes API keys; who made and revoked one is in the log. */
export function createKeys(dependencies: KeysDependencies): HttpHandler {
  const { keys } = dependencies;
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/keys': { scopes: ['admin'], handle: (request: AuthorisedRequest) => makeKey(keys, request) },
      'GET /v1/keys': { scopes: ['admin'], handle: () => listKeys(dependencies) },
      'DELETE /v1/keys/{keyId}': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => revokeKey(keys, request),
      },
    },
  });
}

async function makeKey(
  keys: KeyStore,
  { body, key: by, requestId: traceId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = newKeySchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { venue, requiresIdentityProof, limit, ...wanted } = parsed.data;
  requireHarmless(wanted);
  requireVenue(wanted.scopes, venue);
  const { secret, key } = await keys.create({
    ...wanted,
    ...(venue === undefined ? {} : { venue }),
    ...(requiresIdentityProof === undefined ? {} : { requiresIdentityProof }),
    ...(limit === undefined ? {} : { requestsPerSecond: limit }),
  });
  logger.info('key made', { keyId: key.keyId, scopes: key.scopes, by: by.keyId, traceId });
  const { identityProofSecret } = key;
  const shownOnce = { key: secret, ...(identityProofSecret === undefined ? {} : { identityProofSecret }) };
  return { status: 201, body: { ...shownOnce, ...describeKey(key) } };
}

/** A browser key can be read by anyone, so it may only do what anyone may. */
function requireHarmless({ type, scopes }: Pick<ApiKey, 'type' | 'scopes'>): void {
  if (type === 'browser' && scopes.some((scope) => scope !== 'collect')) {
    throw new InvalidInputError('a browser key takes no scope but collect: anyone can read it from a page', {
      field: 'scopes',
    });
  }
}

/** Staff see who is at their own venue, and nobody else. */
function requireVenue(scopes: ApiKey['scopes'], venue: string | undefined): void {
  if (!scopes.includes('staff') || venue !== undefined) return;
  throw new InvalidInputError('a key for staff is for one venue', {
    field: 'venue',
    hint: 'Send `venue`: its id in the playbook.',
  });
}

async function listKeys({ keys, usage }: KeysDependencies): Promise<HttpResponse> {
  const [all, limited] = await Promise.all([keys.list(), usage.listLimited()]);
  const described = all.map((key) => ({
    ...describeKey(key),
    limited: describeLimited(limited.get(key.keyId)),
  }));
  return { status: 200, body: { keys: described } };
}

async function revokeKey(
  keys: KeyStore,
  { parameters, key: by, requestId: traceId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const key = await keys.revoke(parameters.keyId ?? '');
  if (key === undefined) throw new NotFoundError('there is no key of that keyId', 'GET /v1/keys lists them.');
  logger.info('key revoked', { keyId: key.keyId, by: by.keyId, traceId });
  return { status: 200, body: describeKey(key) };
}

/** A key without its secrets. */
function describeKey(stored: ApiKey): Record<string, unknown> {
  const { identityProofSecret: _secret, requestsPerSecond: _limit, createdAt, revokedAt, ...key } = stored;
  return {
    ...key,
    limit: limitOf(stored),
    createdAt: new Date(createdAt).toISOString(),
    revokedAt: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
  };
}

/** When a key was last refused for sending too much, and what it had sent in those ten seconds by then. */
function describeLimited(use: LimitedUse | undefined): Record<string, unknown> | null {
  return use === undefined ? null : { at: new Date(use.at).toISOString(), requests: use.requests };
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
  const keys = createKeyStore({ client, configTable });
  return createKeys({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    findKey: keys.find,
    keys,
    usage: createKeyUsageStore({ client, configTable }),
  });
}
