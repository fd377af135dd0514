/** What a key may do (api.md, Keys). */
export const SCOPES = ['collect', 'profiles', 'staff', 'till', 'privacy', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** `server` keys are trusted; `browser` keys are public: anyone can read one from a page. */
export const KEY_TYPES = ['server', 'browser'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/** A key as it is stored: the secret itself is not, only its SHA-256. */
export interface ApiKey {
  readonly keyId: string;
  /** The source that events sent with it come from. */
  readonly source: string;
  readonly scopes: readonly Scope[];
  readonly type: KeyType;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly revokedAt?: number;
  /** Browser keys: identify calls link nothing without a proof of the userId. */
  readonly requiresIdentityProof?: boolean;
  /** The key of that proof's HMAC-SHA-256, shown once when the key is made. */
  readonly identityProofSecret?: string;
  /** How many requests a second it may send, all copies of all functions together (request-limits.ts, unless it says). */
  readonly requestsPerSecond?: number;
  /** Staff keys: the one venue they may see. */
  readonly venue?: string;
}
