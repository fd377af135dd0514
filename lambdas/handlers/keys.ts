import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createKeyStore, type KeyStore } from '../adapters/key-store.ts';
import type { ApiKey } from '../contract/api-key.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { newKeySchema } from './flows/new-key.ts';

/** Makes, lists and revokes API keys. */
export function createKeys(keys: KeyStore): HttpHandler {
  return createHttpHandler({
    findKey: keys.find,
    routes: {
      'POST /v1/keys': { scopes: ['admin'], handle: (request: AuthorisedRequest) => makeKey(keys, request) },
      'GET /v1/keys': { scopes: ['admin'], handle: () => listKeys(keys) },
      'DELETE /v1/keys/{keyId}': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => revokeKey(keys, request),
      },
    },
  });
}

async function makeKey(keys: KeyStore, { body }: AuthorisedRequest): Promise<HttpResponse> {
  const parsed = newKeySchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { venue, requiresIdentityProof, ...wanted } = parsed.data;
  requireHarmless(wanted);
  requireVenue(wanted.scopes, venue);
  const { secret, key } = await keys.create({
    ...wanted,
    ...(venue === undefined ? {} : { venue }),
    ...(requiresIdentityProof === undefined ? {} : { requiresIdentityProof }),
  });
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

async function listKeys(keys: KeyStore): Promise<HttpResponse> {
  return { status: 200, body: { keys: (await keys.list()).map(describeKey) } };
}

async function revokeKey(keys: KeyStore, { parameters }: AuthorisedRequest): Promise<HttpResponse> {
  const key = await keys.revoke(parameters.keyId ?? '');
  if (key === undefined) throw new NotFoundError('there is no key of that keyId', 'GET /v1/keys lists them.');
  return { status: 200, body: describeKey(key) };
}

/** A key without its secrets. */
function describeKey({
  identityProofSecret: _secret,
  createdAt,
  revokedAt,
  ...key
}: ApiKey): Record<string, unknown> {
  return {
    ...key,
    createdAt: new Date(createdAt).toISOString(),
    revokedAt: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
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
  return createKeys(createKeyStore({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }));
}
