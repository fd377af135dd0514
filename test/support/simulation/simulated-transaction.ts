import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { applyUpdate } from './apply-update.ts';
import { transactionCancelled, validationError } from './aws-failures.ts';
import { type Item, requireFittingItem } from './item-values.ts';
import { type Conditional, requireCondition } from './require-condition.ts';
import { requireNothingIdle } from './require-nothing-idle.ts';
import type { SimulatedTable } from './simulated-table.ts';

/** What one TransactWriteItems takes. */
const PARTS_A_TRANSACTION = 100;

type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

type FindTable = (name: string) => SimulatedTable;

interface Step {
  readonly table: SimulatedTable;
  readonly key: Item;
  readonly condition: Conditional;
  readonly apply: () => void;
}

/**
 * Does all parts or none.
 * @throws ValidationException for more than a hundred parts, or two of one item
 * @throws TransactionCanceledException that says for each part whether its condition failed
 */
export function transact(tableOf: FindTable, parts: readonly Part[]): void {
  if (parts.length > PARTS_A_TRANSACTION || parts.length === 0)
    throw validationError(`a transaction of ${parts.length} parts`);
  const steps = parts.map((part) => stepOf(tableOf, part));
  const items = new Set(steps.map(({ table, key }) => `${table.name} ${JSON.stringify(table.keyOf(key))}`));
  if (items.size < steps.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  const codes = steps.map(({ table, key, condition }) => {
    try {
      requireCondition(table, key, condition);
      return 'None';
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      return 'ConditionalCheckFailed';
    }
  });
  if (codes.some((code) => code !== 'None')) throw transactionCancelled(codes);
  for (const { apply } of steps) apply();
}

function stepOf(tableOf: FindTable, { Put, Update, Delete, ConditionCheck }: Part): Step {
  if (Put !== undefined) {
    const item = Put.Item as Item;
    const table = tableOf(Put.TableName ?? '');
    requireNothingIdle(Put, [Put.ConditionExpression]);
    requireFittingItem(item);
    return { table, key: item, condition: Put, apply: () => table.put(item) };
  }
  if (Update !== undefined) {
    const key = Update.Key as Item;
    const table = tableOf(Update.TableName ?? '');
    requireNothingIdle(Update, [Update.UpdateExpression, Update.ConditionExpression]);
    const apply = () =>
      table.put(applyUpdate(Update.UpdateExpression ?? '', table.find(key) ?? { ...key }, Update).item);
    return { table, key, condition: Update, apply };
  }
  const part = Delete ?? ConditionCheck;
  if (part === undefined) throw new Error('the simulated tables do not know this part of a transaction');
  requireNothingIdle(part, [part.ConditionExpression]);
  const key = part.Key as Item;
  const table = tableOf(part.TableName ?? '');
  return { table, key, condition: part, apply: () => Delete !== undefined && table.delete(key) };
}
