import type { JsonValue } from '../../domain/event/json.ts';
import type { ApiKey } from '../contract/api-key.ts';
import { UnauthorisedError } from './http-error.ts';
import type { ProtectedRoute } from './http-message.ts';
import { admitKey, type CheckedCall, type KeyChecks } from './key-checks.ts';

/** What a key is looked for in. */
export interface KeyPlaces {
  readonly authorization: string | undefined;
  readonly body?: JsonValue | undefined;
}

/**
 * Finds the key of a call and checks that it may make it.
 * @throws UnauthorisedError where it is missing, unknown or revoked; TooManyRequestsError where it is over its limit
 * @throws ForbiddenError where it has none of the route's scopes
 */
export async function authorise(
  route: ProtectedRoute,
  checks: KeyChecks,
  { authorization, body }: KeyPlaces,
  call: CheckedCall,
): Promise<ApiKey> {
  const secret = keyInHeader(authorization) ?? (route.takesKeyInBody === true ? keyInBody(body) : undefined);
  if (secret === undefined) throw new UnauthorisedError('this call needs a key');
  return admitKey(checks, secret, route.scopes, call);
}

/** `Bearer <key>`, or Basic with the key as user name and no password, as Segment's SDKs send it. */
export function keyInHeader(authorization: string | undefined): string | undefined {
  const [scheme = '', credentials = ''] = (authorization ?? '').trim().split(/\s+/, 2);
  if (credentials === '') return undefined;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [user = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':', 1);
  return user === '' ? undefined : user;
}

function keyInBody(body: JsonValue | undefined): string | undefined {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return undefined;
  return typeof body.writeKey === 'string' && body.writeKey !== '' ? body.writeKey : undefined;
}
