/** The journey that a guest is in, of a campaign that allows one at a time. */
export interface OpenJourney {
  /** The profile under which its row stands in Journeys: the one the signal named, also after a merge. */
  readonly profileId: string;
  /** `campaignId#occurrence`. */
  readonly journeyId: string;
  readonly enteredAt: number;
}

/** One message that was decided, kept as long as some cap looks back. */
export interface RecentSend {
  readonly at: number;
  readonly channel: string;
  readonly campaign: string;
}

/**
 * What has been decided about a guest: facts, which a refold carries over and a merge unites. It lies on the
 * profile so that every decision is one transaction with it and two decisions cannot pass each other.
 */
export interface Contacts {
  /** By campaign id. */
  readonly open: Readonly<Record<string, OpenJourney>>;
  /** By campaign id: when a journey last began, and how many have. */
  readonly entered: Readonly<Record<string, { readonly last: number; readonly times: number }>>;
  readonly sends: readonly RecentSend[];
}

export const NO_CONTACTS: Contacts = { open: {}, entered: {}, sends: [] };
