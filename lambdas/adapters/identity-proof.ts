import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from '../../domain/event/json.ts';
import { isJsonObject } from '../../domain/event/strip-nulls.ts';
import { readIdentifierText } from '../../domain/identity/normalise-identifier.ts';
import type { ApiKey } from '../contract/api-key.ts';

/** The proof of a userId: its HMAC-SHA-256 under the source's secret, in hex. */
export function proveIdentity(secret: string, userId: string): string {
  return createHmac('sha256', secret).update(userId).digest('hex');
}

/**
 * Tells whether a proof is that of a userId, in a time that says nothing of how nearly it is. It is of the form in which the
 * userId identifies: who may choose a name that only looks like another's must not become them.
 */
export function isIdentityProven(secret: string, userId: unknown, proof: unknown): boolean {
  const identifying = readIdentifierText(userId);
  if (identifying === undefined || typeof proof !== 'string') return false;
  const expected = Buffer.from(proveIdentity(secret, identifying));
  const given = Buffer.from(proof.toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Tells whether a message's `context.identityProof` proves its userId to the key that it came with. */
export function isClaimProven(key: ApiKey, message: JsonValue): boolean {
  if (key.identityProofSecret === undefined || !isJsonObject(message)) return false;
  const proof = isJsonObject(message.context) ? message.context.identityProof : undefined;
  return isIdentityProven(key.identityProofSecret, message.userId, proof);
}

/** Tells whether a message lacks the proof that the key it came with demands: then it links nothing. */
export function isProofMissing(key: ApiKey, message: JsonValue): boolean {
  return key.requiresIdentityProof === true && !isClaimProven(key, message);
}
