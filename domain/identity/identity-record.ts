/** Why an identifier belongs where it does: the message and the rule. */
export interface LinkEvidence {
  readonly messageId: string;
  readonly rule: 'first seen' | 'same message';
}

/** A link that was asked for and not made. */
export interface RefusedLink {
  readonly messageId: string;
  readonly at: number;
  /** The identifier it would have been joined to. */
  readonly to: string;
  readonly rule: 'unique' | 'limit';
}

/** The `profileId` of an identifier that was refused before anybody held it: its row is only evidence. */
export const NOBODY = '';

/** One row of the Identities table: a fact, once written. */
export interface IdentityRecord {
  readonly identifier: string;
  /** The profile it was linked to, which may since have become a tombstone that forwards; or NOBODY. */
  readonly profileId: string;
  readonly linkedAt: number;
  readonly by: LinkEvidence;
  readonly refused: readonly RefusedLink[];
}
