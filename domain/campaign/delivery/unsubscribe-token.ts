/** What an unsubscribe link says: whose choice, about what, and which message carried it. */
export interface UnsubscribeClaim {
  readonly profileId: string;
  /** The purpose that is withdrawn: `marketing`. */
  readonly purpose: string;
  readonly campaign?: string;
  readonly step?: string;
}

/** Writes a claim as text that `parseUnsubscribeClaim` reads; it is not yet signed. */
export function formatUnsubscribeClaim(claim: UnsubscribeClaim): string {
  return JSON.stringify([claim.profileId, claim.purpose, claim.campaign ?? null, claim.step ?? null]);
}

/** Reads a claim back; undefined if the text is not one. */
export function parseUnsubscribeClaim(text: string): UnsubscribeClaim | undefined {
  const parts = parseList(text);
  const [profileId, purpose, campaign, step] = parts;
  if (typeof profileId !== 'string' || typeof purpose !== 'string') return undefined;
  return {
    profileId,
    purpose,
    ...(typeof campaign === 'string' ? { campaign } : {}),
    ...(typeof step === 'string' ? { step } : {}),
  };
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
