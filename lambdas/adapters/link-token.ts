import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  formatUnsubscribeClaim,
  parseUnsubscribeClaim,
  type UnsubscribeClaim,
} from '../../domain/campaign/delivery/unsubscribe-token.ts';

/** Longer texts are not tokens of ours: refused before anything is computed over them. */
const LONGEST_TOKEN_CHARACTERS = 2048;

/**
 * Signs an unsubscribe link's claim with HMAC-SHA-256.
 * @param secret the key from Secrets Manager (`LINK_SECRET_ARN`)
 * @returns `<claim>.<signature>`, both base64url: safe in a path
 */
export function signUnsubscribeToken(secret: string, claim: UnsubscribeClaim): string {
  const payload = Buffer.from(formatUnsubscribeClaim(claim), 'utf8').toString('base64url');
  return `${payload}.${signatureOf(secret, payload).toString('base64url')}`;
}

/**
 * Reads a token that `signUnsubscribeToken` made with the same secret.
 * @returns the claim, or undefined if the token is malformed or was signed with another key
 */
export function readUnsubscribeToken(secret: string, token: string): UnsubscribeClaim | undefined {
  if (token.length > LONGEST_TOKEN_CHARACTERS) return undefined;
  const [payload, signature, ...rest] = token.split('.');
  if (payload === undefined || signature === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(secret, payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return parseUnsubscribeClaim(Buffer.from(payload, 'base64url').toString('utf8'));
}

function signatureOf(secret: string, payload: string): Buffer {
  return createHmac('sha256', secret).update(`unsubscribe.${payload}`).digest();
}
