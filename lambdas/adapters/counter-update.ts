import { createHash } from 'node:crypto';
import type { CountsByCampaign } from '../../domain/campaign/report/campaign-counts.ts';
import { CAMPAIGN_COUNT_SHARDS, CONFIG_KINDS } from '../contract/config-kinds.ts';

/** What is added to one counter; may be less than 0. */
export interface CounterChange {
  readonly campaign: string;
  readonly counter: string;
  readonly difference: number;
}

/** Every counter that changes, in an order that only they decide. */
export function changesOf(counts: CountsByCampaign): readonly CounterChange[] {
  const changes = [...counts].flatMap(([campaign, some]) =>
    Object.entries(some).map(([counter, difference]) => ({ campaign, counter, difference })),
  );
  const keyOf = ({ campaign, counter }: CounterChange) => `${campaign} ${counter}`;
  return changes.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * Adds to counters of one campaign: a transaction's update.
 * @param changes at most a few hundred, all of that campaign
 * @param by chooses which of the campaign's rows: any is as right as another
 */
export function updateOf(
  TableName: string,
  {
    campaign,
    changes,
    by,
  }: { readonly campaign: string; readonly changes: readonly CounterChange[]; readonly by: string },
) {
  const names = changes.map(({ counter }, index) => [`#${index}`, counter] as const);
  const values = changes.map(({ difference }, index) => [`:${index}`, difference] as const);
  return {
    TableName,
    Key: { kind: CONFIG_KINDS.campaignCount, id: `${campaign}#${shardOf(campaign, by)}` },
    UpdateExpression: `ADD ${changes.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names),
    ExpressionAttributeValues: Object.fromEntries(values),
  };
}

function shardOf(campaign: string, by: string): number {
  return createHash('sha256').update(`${campaign} ${by}`).digest().readUInt16BE(0) % CAMPAIGN_COUNT_SHARDS;
}
