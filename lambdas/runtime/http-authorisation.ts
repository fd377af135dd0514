import type { JsonValue } from '../../domain/event/json.ts';
import type { ApiKey } from '../contract/api-key.ts';
import { ForbiddenError, UnauthorisedError } from './http-error.ts';
import type { FindKey, ProtectedRoute } from './http-message.ts';

/**
 * Finds the key of a call and checks that it holds one of the route's scopes.
 * @throws UnauthorisedError where it is missing, unknown or revoked
 * @throws ForbiddenError where it has none of the scopes
 */
export async function authorise(
  route: ProtectedRoute,
  findKey: FindKey,
  authorization: string | undefined,
  body: JsonValue | undefined,
): Promise<ApiKey> {
  const secret = keyInHeader(authorization) ?? (route.takesKeyInBody === true ? keyInBody(body) : undefined);
  if (secret === undefined) throw new UnauthorisedError('this call needs a key');
  const key = await findKey(secret);
  if (key === undefined) throw new UnauthorisedError('the key is unknown or was revoked');
  if (!route.scopes.some((scope) => key.scopes.includes(scope))) {
    throw new ForbiddenError(
      `this key's scopes (${key.scopes.join(', ')}) do not allow this call`,
      `Use a key with the scope ${route.scopes.join(' or ')}.`,
    );
  }
  return key;
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
