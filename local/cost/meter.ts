import type { AwsAnswer, AwsCall } from '../aws/aws-call.ts';
import { tablesWritten } from '../aws/dynamodb-service.ts';
import type { CostLedger } from './cost-ledger.ts';
import type { createUnitModel } from './dynamodb-units.ts';
import type { KnownItems } from './known-items.ts';

type UnitModel = ReturnType<typeof createUnitModel>;

/** The table whose rows are the events that the price is per million of. */
const EVENTS_TABLE = 'Events';

/** Writes down what each call costs; `idle` resolves when all that was answered is written down. */
export function createMeter(ledger: CostLedger, items: KnownItems, unitsOf: UnitModel) {
  let pending = Promise.resolve();

  const meterDynamoDb = async (call: AwsCall, answer: AwsAnswer): Promise<void> => {
    const succeeded = answer.status === 200;
    const parsed = succeeded ? (JSON.parse(answer.body.toString()) as Record<string, unknown>) : {};
    const units = await unitsOf(call.action, call.parameters, succeeded, parsed);
    ledger.units(call.functionName, units);
    const labels = new Set(units.map((unit) => unit.table));
    ledger.call(call.functionName, `${call.action} ${[...labels].join('+')}`.trim());
    if (succeeded && call.action === 'PutItem') {
      const isEvent = tablesWritten(call).some((name) => items.tableOf(name)?.label === EVENTS_TABLE);
      if (isEvent) ledger.events += 1;
    }
  };
  const meterOther = (call: AwsCall): void => {
    const cost = ledger.of(call.functionName);
    ledger.call(call.functionName, call.action);
    switch (call.service) {
      case 'events':
        cost.busEntries += ((call.parameters.Entries ?? []) as unknown[]).length;
        break;
      case 'sqs':
        cost.queueRequests += 1;
        break;
      case 's3':
        if (call.action === 'GetObject') cost.objectReads += 1;
        else cost.objectWrites += 1;
        break;
      case 'ses':
        cost.messages += 1;
        break;
      case 'sns':
        if (call.action === 'Publish') cost.messages += 1;
        break;
    }
  };
  return {
    answered(call: AwsCall, answer: AwsAnswer): void {
      if (call.service !== 'dynamodb') meterOther(call);
      else pending = pending.then(() => meterDynamoDb(call, answer)).catch(() => {}); // a figure missed, never a call
    },
    idle: () => pending,
  };
}

export type Meter = ReturnType<typeof createMeter>;
