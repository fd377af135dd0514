import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import type { CostLedger, FunctionCost } from './cost-ledger.ts';

const MILLION = 1_000_000;

/** What `GET /_local/cost` answers. */
export function costReport(ledger: CostLedger) {
  const functions = ledger.functions();
  const all = Object.values(functions);
  const sum = (pick: (cost: FunctionCost) => number) => all.reduce((total, cost) => total + pick(cost), 0);
  const { perMillion, lambdaArmGigabyteSecond, ...origin } = prices;
  const parts = {
    httpApi: (sum((cost) => cost.httpRequests) * perMillion.httpApiRequests) / MILLION,
    lambdaRequests: (sum((cost) => cost.invocations) * perMillion.lambdaRequests) / MILLION,
    lambdaDuration: sum((cost) => cost.gigabyteSeconds) * lambdaArmGigabyteSecond,
    dynamodbWrites: (sum((cost) => cost.writeUnits) * perMillion.dynamodbWriteUnits) / MILLION,
    dynamodbReads: (sum((cost) => cost.readUnits) * perMillion.dynamodbReadUnits) / MILLION,
    eventBridge: (sum((cost) => cost.busEntries) * perMillion.eventBridgeEvents) / MILLION,
    sqs: (sum((cost) => cost.queueRequests) * perMillion.sqsRequests) / MILLION,
    s3:
      (sum((cost) => cost.objectWrites) * perMillion.s3Puts +
        sum((cost) => cost.objectReads) * perMillion.s3Gets) /
      MILLION,
    ses: (sum((cost) => cost.messages.email) * perMillion.sesMessages) / MILLION,
  };
  const total = Object.values(parts).reduce((a, b) => a + b, 0);
  const scale = ledger.events === 0 ? 0 : MILLION / ledger.events;
  return {
    since: new Date(ledger.since).toISOString(),
    events: ledger.events,
    total: {
      invocations: sum((cost) => cost.invocations),
      readUnits: sum((cost) => cost.readUnits),
      writeUnits: sum((cost) => cost.writeUnits),
      busEntries: sum((cost) => cost.busEntries),
    },
    functions,
    price: {
      ...origin,
      notCounted: [
        'stored bytes',
        'log lines',
        'text messages',
        'what a function takes longer or shorter on AWS than here',
      ],
      perMillionEvents: round(total * scale),
      parts: Object.fromEntries(Object.entries(parts).map(([name, amount]) => [name, round(amount * scale)])),
    },
  };
}

const round = (amount: number) => Math.round(amount * 10_000) / 10_000;
