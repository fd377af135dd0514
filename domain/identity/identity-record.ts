/** How an identifier came to have a row: the message and the rule. */
export interface LinkEvidence {
  readonly messageId: string;
  readonly rule: 'first seen' | 'same message';
}

/**
 * This row's identifier was joined to another, which was not the same person until then. So the links of one person's
 * identifiers are a tree that holds all of them.
 */
export interface Link {
  /** The identifier it was joined to: the most trusted one of the message. */
  readonly to: string;
  readonly messageId: string;
  /** When the message was received, in milliseconds since the epoch. */
  readonly at: number;
  readonly rule: 'same message';
  /** The stored profile that held this row's identifier until then; absent: no stored one did. */
  readonly from?: string;
  /** The stored profile that held `to` until then; absent: no stored one did. */
  readonly into?: string;
}

/** A link that was asked for and not made; it is kept on the rows of both ends. */
export interface RefusedLink {
  readonly identifier: string;
  /** The identifier it would have been joined to. */
  readonly to: string;
  readonly messageId: string;
  /** When the message was received, in milliseconds since the epoch. */
  readonly at: number;
  readonly rule: 'unique' | 'limit' | 'split';
}

/** The `profileId` of an identifier that was refused before anybody held it: its row is only evidence. */
export const NOBODY = '';

/** One row of the Identities table. */
export interface IdentityRecord {
  readonly identifier: string;
  /** The profile it was linked to, which may since have become a tombstone that forwards; or NOBODY. */
  readonly profileId: string;
  readonly linkedAt: number;
  readonly by: LinkEvidence;
  /** What it was joined to, the earliest written first. */
  readonly links: readonly Link[];
  readonly refused: readonly RefusedLink[];
  /** Counts writes; every write is conditional on it. 0 for a row of the time before they were counted. */
  readonly revision: number;
}
