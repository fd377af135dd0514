import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import { type ChannelName, PROVIDER_PRICES } from '../../lambdas/contract/provider-prices.ts';
import type { FunctionCost } from './cost-ledger.ts';
import { ACCESS_LOG_BYTES } from './log-bytes.ts';

/** What is billed of a function's work. */
export type Usage = Omit<
  FunctionCost,
  'milliseconds' | 'calls' | 'writeUnitsByTable' | 'readUnitsByTable' | 'storedBytesByTable'
>;

const MILLION = 1_000_000;
const GIGABYTE = 1024 ** 3;

const { perMillion } = prices;

/** Dollars of some functions' work at list prices, by what is billed; what providers take for messages is not in it. */
export function priceParts(usages: readonly Usage[]) {
  const sum = (pick: (usage: Usage) => number) => usages.reduce((total, usage) => total + pick(usage), 0);
  const requests = sum((usage) => usage.httpRequests);
  const logBytes = sum((usage) => usage.logBytes) + requests * ACCESS_LOG_BYTES;
  const objectPrice =
    sum((usage) => usage.objectWrites) * perMillion.s3Puts +
    sum((usage) => usage.objectReads) * perMillion.s3Gets;
  return {
    httpApi: (requests * perMillion.httpApiRequests) / MILLION,
    lambdaRequests: (sum((usage) => usage.invocations) * perMillion.lambdaRequests) / MILLION,
    lambdaDuration: sum((usage) => usage.gigabyteSeconds) * prices.lambdaArmGigabyteSecond,
    dynamodbWrites: (sum((usage) => usage.writeUnits) * perMillion.dynamodbWriteUnits) / MILLION,
    dynamodbReads: (sum((usage) => usage.readUnits) * perMillion.dynamodbReadUnits) / MILLION,
    eventBridge: (sum((usage) => usage.busEntries) * perMillion.eventBridgeEvents) / MILLION,
    sqs: (sum((usage) => usage.queueRequests) * perMillion.sqsRequests) / MILLION,
    s3: objectPrice / MILLION,
    logs: (logBytes / GIGABYTE) * prices.perGigabyte.logsIngested,
  };
}

/** Dollars that a channel's provider takes for so many messages. */
export function providerPrice(channel: ChannelName, messages: number): number {
  return (messages * PROVIDER_PRICES[channel]) / MILLION;
}

/** Dollars a month for bytes in tables, with their point-in-time recovery. */
export function storagePrice(bytes: number): number {
  const { dynamodbStorage, dynamodbRecovery } = prices.perGigabyteMonth;
  return (bytes / GIGABYTE) * (dynamodbStorage + dynamodbRecovery);
}

/** Dollars in all. */
export function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, dollars) => sum + dollars, 0);
}
