/**
 * What lies in the Config table: its partition keys. Rights are granted by kind, so that who reads the playbook sees no key and
 * who makes keys changes no playbook.
 */
export const CONFIG_KINDS = {
  /** API keys, by the SHA-256 of their secret. */
  key: 'key',
  /** What is counted of each key's requests, by its id. */
  keyUsage: 'key-usage',
  /** The pointer to the active version, under `active`. */
  playbook: 'playbook',
  /** Every version that was ever deployed. */
  playbookVersion: 'playbook-version',
  /** Static lists, and the identifiers that each holds. */
  list: 'list',
  /** Names of events, properties and traits that were ever received. */
  seenName: 'seen-name',
  /** When the next message of a step under a rate may leave. */
  release: 'release',
  /** What campaigns count, in several rows each. */
  campaignCount: 'campaign-count',
} as const;

/** How far the newest sweep over what campaigns count has come: a row beside the counters. No campaign's id begins so. */
export const SWEEP_ID = '#sweep';

/** What a campaign counts is the sum of so many rows, so that one of them is no bottleneck. */
export const CAMPAIGN_COUNT_SHARDS = 8;

export type ConfigKind = (typeof CONFIG_KINDS)[keyof typeof CONFIG_KINDS];
