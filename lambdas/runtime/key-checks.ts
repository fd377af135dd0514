import type { ApiKey, Scope } from '../contract/api-key.ts';
import { METRICS, type RefusalReason } from '../contract/metrics.ts';
import { ForbiddenError, TooManyRequestsError, UnauthorisedError } from './http-error.ts';
import type { WriteMetrics } from './metrics-writer.ts';

/** What the key of a call is checked with. */
export interface KeyChecks {
  /** The key of this secret, also one that was revoked, which says so; undefined if there is none. */
  readonly findKey: (secret: string) => Promise<ApiKey | undefined>;
  /** Counts a request of a key, or what counts as several; where it has sent too many, the seconds that it must wait. */
  readonly limitKey: (key: ApiKey, count?: number) => Promise<number | undefined>;
  /** Told of every key that is refused. */
  readonly writeMetrics: WriteMetrics;
}

/** The call whose key is checked, for the log. */
export interface CheckedCall {
  /** As in the contract, without what stands in its path: that may be a guest, or a key. */
  readonly route: string;
  readonly requestId: string;
}

/**
 * Finds a key by its secret and checks that it may do this now. It is looked up by the secret's SHA-256, so how long that
 * takes says nothing of how nearly a guess was right.
 * @throws UnauthorisedError where it is unknown or was revoked, which sound alike
 * @throws TooManyRequestsError where it is over its limit
 * @throws ForbiddenError where it has none of the scopes
 */
export async function admitKey(
  checks: KeyChecks,
  secret: string,
  scopes: readonly Scope[],
  call: CheckedCall,
): Promise<ApiKey> {
  const key = await checks.findKey(secret);
  if (key === undefined || key.revokedAt !== undefined) {
    countRefusal(checks, key === undefined ? 'unknown' : 'revoked', call, key);
    throw new UnauthorisedError('the key is unknown or was revoked');
  }
  await admitCount(checks, key, 1, call);
  if (scopes.some((scope) => key.scopes.includes(scope))) return key;
  countRefusal(checks, 'scope', call, key);
  throw new ForbiddenError(
    `this key's scopes (${key.scopes.join(', ')}) do not allow this call`,
    `Use a key with the scope ${scopes.join(' or ')}.`,
  );
}

/**
 * Counts what a call of a key asks for.
 * @throws TooManyRequestsError where the key is over its limit
 */
export async function admitCount(
  checks: Pick<KeyChecks, 'limitKey' | 'writeMetrics'>,
  key: ApiKey,
  count: number,
  call: CheckedCall,
): Promise<void> {
  const waitSeconds = await checks.limitKey(key, count);
  if (waitSeconds === undefined) return;
  countRefusal(checks, 'limit', call, key);
  throw new TooManyRequestsError(waitSeconds);
}

/** Counts a call that its key did not allow, or not all of it; the key itself is never told, only its id. */
export function countRefusal(
  { writeMetrics }: Pick<KeyChecks, 'writeMetrics'>,
  reason: RefusalReason,
  { route, requestId }: CheckedCall,
  key: ApiKey | undefined,
): void {
  const keyId = key === undefined ? {} : { keyId: key.keyId };
  writeMetrics({
    values: { [METRICS.keyRefusals]: 1 },
    dimensions: { reason },
    properties: { route, ...keyId, traceId: requestId },
  });
}
