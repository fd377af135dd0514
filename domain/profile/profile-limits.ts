/**
 * What one profile may hold, so that it always fits its item, whatever is sent (docs/how-it-works.md). Bytes are those
 * of the JSON in UTF-8.
 */
export const PROFILE_LIMITS = {
  /** A trait of a longer name is not taken. */
  traitNameBytes: 200,
  /** A larger value is not taken. */
  traitValueBytes: 4096,
  traits: {
    /** The names that were set last. */
    count: 200,
    /** And of those whose name and value take more than so many bytes, so many. */
    large: [
      { overBytes: 200, count: 32 },
      { overBytes: 1024, count: 8 },
    ],
  },
  /** Purposes and channels: collect lets through only those that the playbook or the contract knows. */
  consentNameBytes: 100,
  consentChoices: 50,
  deviceTokenBytes: 1024,
  devices: 20,
  surroundingBytes: 100,
  /** Of date triggers, the soonest. */
  nextDates: 50,
  /** Of dates that were told in the last days, the latest. */
  toldDates: 50,
  /** Fingerprints of events, over all identifiers. */
  rememberedKeys: 512,
} as const;

/** How many traits stay, and how many of the large ones. */
export interface TraitLimits {
  readonly count: number;
  readonly large: readonly { readonly overBytes: number; readonly count: number }[];
}
