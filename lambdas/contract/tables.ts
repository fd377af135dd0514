/** The tables of architecture.md §3: their keys and sparse indexes, as both the CDK app and the functions name them. */
export const TABLES = {
  Events: { partitionKey: 'identifier', sortKey: 'sort', stream: 'new', timeToLive: 'expiresAt' },
  Profiles: { partitionKey: 'profileId', stream: 'new', index: 'wake' },
  Identities: { partitionKey: 'identifier' },
  Journeys: { partitionKey: 'profileId', sortKey: 'journeyId', stream: 'new and old', index: 'due' },
  Deliveries: { partitionKey: 'profileId', sortKey: 'deliveryId', stream: 'new and old', index: 'due' },
  Offers: { partitionKey: 'code', index: 'due' },
  Venues: { partitionKey: 'venueId', sortKey: 'entry', index: 'due' },
  Members: { partitionKey: 'segmentId', sortKey: 'profileId', timeToLive: 'expiresAt' },
  Quarantine: { partitionKey: 'function', sortKey: 'entry', timeToLive: 'expiresAt' },
  Config: { partitionKey: 'kind', sortKey: 'id' },
} as const;

export type TableName = keyof typeof TABLES;

/** The sparse `due` and `wake` indexes are hashed over this many shards; both hold keys only. */
export const DUE_SHARDS = 64;
/** Partition key of `due` and `wake`: a number from 0 to DUE_SHARDS − 1; absent where nothing is due. */
export const DUE_SHARD = 'dueShard';
/** Sort key of `due` and `wake`: milliseconds since the epoch; absent where nothing is due. */
export const DUE_AT = 'dueAt';
/** The partition of Journeys under which broadcasts lie; no profile's id begins so. */
export const BROADCASTS = '#broadcast';

/** How many members each segment has is the sum of so many counters, so that one of them is no bottleneck. */
export const MEMBER_COUNT_SHARDS = 16;

/** The partition of Members that holds a shard of the counters, by segment; no segment's id has a `#`. */
export function memberCountPartition(shard: number): string {
  return `#count-${shard}`;
}

/** Offers are also found by their holder: index `profile`, keys profileId and code. */
export const OFFERS_BY_PROFILE = 'profile';
