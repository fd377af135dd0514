import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { QuarantinedRecord } from '../../../domain/error/quarantined-record.ts';
import { createQuarantineStore, type QuarantineStore } from '../../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import { METRICS } from '../../contract/metrics.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';

/** The quarantine of the environment; what it takes is counted. */
export function wireQuarantine(client: DynamoDBDocumentClient, writeMetrics: WriteMetrics): QuarantineStore {
  const quarantineTable = requireEnvironment(ENVIRONMENT.quarantineTable);
  return countQuarantined(createQuarantineStore({ client, quarantineTable }), writeMetrics);
}

/** Counts by function what a quarantine has taken; a record that comes again is counted again. */
export function countQuarantined(store: QuarantineStore, writeMetrics: WriteMetrics): QuarantineStore {
  const count = (records: readonly QuarantinedRecord[]) => {
    for (const [name, { length }] of Map.groupBy(records, (record) => record.function)) {
      writeMetrics({ values: { [METRICS.recordsQuarantined]: length }, dimensions: { function: name } });
    }
  };
  return {
    async put(record) {
      await store.put(record);
      count([record]);
    },
    async putAll(records) {
      await store.putAll(records);
      count(records);
    },
  };
}
