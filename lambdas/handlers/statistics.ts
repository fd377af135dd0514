import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CountedChange, sumChanges } from '../../domain/campaign/report/campaign-counts.ts';
import { type CampaignCountStore, createCampaignCountStore } from '../adapters/campaign-count-store.ts';
import { decodeCounted } from '../adapters/counted-row.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { isPoison } from '../runtime/is-poison.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { createStreamLoop, type StreamHandler } from '../runtime/stream-loop.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export interface StatisticsDependencies {
  readonly counts: Pick<CampaignCountStore, 'add'>;
  readonly quarantine: Pick<QuarantineStore, 'put'>;
}

/** A write of a row, and the record that told of it. */
interface ToldChange extends CountedChange {
  readonly eventId: string;
}

const BATCH_NAME_CHARACTERS = 32;

/**
 * Reads the streams of Journeys and Deliveries, and counts for each campaign what became of both. A batch is counted as a whole or
 * comes again as it was, so its name is the same each time. One that can never be counted is quarantined: a sweep counts its rows.
 */
export function createStatistics({ counts, quarantine }: StatisticsDependencies): StreamHandler {
  return createStreamLoop<ToldChange>({
    functionName: 'statistics',
    quarantine,
    parse: (image, { eventId, before }) => ({
      eventId,
      ...(before !== undefined && { before: decodeCounted(before) }),
      after: decodeCounted(image),
    }),
    tracesOf: () => [],
    handle: async (changes) => {
      const sums = sumChanges(changes);
      try {
        await counts.add(sums, batchOf(changes));
      } catch (error) {
        if (!isPoison(error)) throw error;
        return changes.map((_, index) => ({ index, error }));
      }
      logger.info('counted', { rows: changes.length, campaigns: sums.size });
      return [];
    },
  });
}

function batchOf(changes: readonly ToldChange[]): string {
  const ids = changes.map(({ eventId }) => eventId).join('\n');
  return createHash('sha256').update(ids).digest('hex').slice(0, BATCH_NAME_CHARACTERS);
}

let wired: StreamHandler | undefined;

/** Lambda's entry. */
export const handler: StreamHandler = (event, context) => {
  wired ??= createStatistics(wireStatistics(createDocumentClient()));
  return wired(event, context);
};

/** The stores of the environment; redrive counts by the same. */
export function wireStatistics(client: DynamoDBDocumentClient): StatisticsDependencies {
  return {
    counts: createCampaignCountStore({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }),
    quarantine: wireQuarantine(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
  };
}
