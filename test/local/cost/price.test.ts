import { describe, expect, it } from 'vitest';
import prices from '../../../lambdas/contract/prices.json' with { type: 'json' };
import { createCostLedger } from '../../../local/cost/cost-ledger.ts';
import { costReport } from '../../../local/cost/price.ts';

const NOW = Date.UTC(2026, 2, 4, 10);
const GIGABYTE = 1024 ** 3;

/** A thousand events, each a write unit of collect's. */
function ledgerOfEvents() {
  const ledger = createCostLedger(NOW);
  ledger.events = 1_000;
  ledger.of('collect').writeUnits = 1_000;
  return ledger;
}

describe('the price of a million events', () => {
  it('given write units alone, then it is their list price', () => {
    const { price } = costReport(ledgerOfEvents());
    expect(price.perMillionEvents).toBe(prices.perMillion.dynamodbWriteUnits);
    expect(price.parts.dynamodbWrites).toBe(prices.perMillion.dynamodbWriteUnits);
  });

  it('given log lines, then their bytes are counted, and those of the access log with each request', () => {
    const ledger = ledgerOfEvents();
    ledger.of('collect').logBytes = GIGABYTE / 1_000;
    expect(costReport(ledger).price.parts.logs).toBe(prices.perGigabyte.logsIngested);
    ledger.of('collect').httpRequests = 1_000;
    expect(costReport(ledger).price.parts.logs).toBeGreaterThan(prices.perGigabyte.logsIngested);
  });

  it('given tables that grew, then a month of their bytes is a line of its own, outside of the sum', () => {
    const ledger = ledgerOfEvents();
    ledger.of('collect').storedBytesByTable.Events = GIGABYTE / 1_000;
    const { price } = costReport(ledger);
    const { dynamodbStorage, dynamodbRecovery } = prices.perGigabyteMonth;
    expect(price.storageAMonthPerMillionEvents).toBeCloseTo(dynamodbStorage + dynamodbRecovery, 4);
    expect(price.perMillionEvents).toBe(prices.perMillion.dynamodbWriteUnits);
  });

  it('given no event, then there is no price', () => {
    expect(costReport(createCostLedger(NOW)).price.perMillionEvents).toBe(0);
  });
});

describe('the price of a thousand messages', () => {
  it('given a channel, then it is the decision, the delivery and the provider', () => {
    const ledger = ledgerOfEvents();
    ledger.of('campaign').writeUnits = 80;
    ledger.of('announce').busEntries = 20;
    Object.assign(ledger.of('email'), { messages: 10, writeUnits: 20 });
    const { email } = costReport(ledger).price.perThousandMessages;
    const { dynamodbWriteUnits, eventBridgeEvents, sesMessages } = prices.perMillion;
    expect(email?.messages).toBe(10);
    expect(email?.parts).toEqual({
      decision: (8 * dynamodbWriteUnits + 2 * eventBridgeEvents) / 1_000,
      delivery: (2 * dynamodbWriteUnits) / 1_000,
      provider: sesMessages / 1_000,
    });
  });

  it('given two channels, then they share what decided; a webhook has no provider; a silent channel has no price', () => {
    const ledger = ledgerOfEvents();
    ledger.of('campaign').writeUnits = 160;
    ledger.of('webhook').messages = 30;
    ledger.of('push').messages = 10;
    ledger.of('sms').invocations = 1;
    const { perThousandMessages } = costReport(ledger).price;
    expect(Object.keys(perThousandMessages)).toEqual(['push', 'webhook']);
    const decision = (4 * prices.perMillion.dynamodbWriteUnits) / 1_000;
    expect(perThousandMessages.webhook).toMatchObject({
      dollars: decision,
      parts: { decision, provider: 0 },
    });
    expect(perThousandMessages.push?.parts.decision).toBe(decision);
  });
});

describe('the prices', () => {
  it('each says where it was read', () => {
    const named = prices.sources.flatMap((source) => source.prices).sort();
    const all = [
      ...Object.keys(prices.perMillion),
      ...Object.keys(prices.perGigabyte),
      ...Object.keys(prices.perGigabyteMonth),
      ...Object.keys(prices.perMonth),
      'lambdaArmGigabyteSecond',
    ].sort();
    expect(named).toEqual(all);
  });
});
