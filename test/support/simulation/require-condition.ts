import { conditionFailed } from './aws-failures.ts';
import { holds, type Substitutes } from './evaluate-expression.ts';
import type { Item } from './item-values.ts';
import type { SimulatedTable } from './simulated-table.ts';

export interface Conditional extends Substitutes {
  readonly ConditionExpression?: string | undefined;
}

/** @throws ConditionalCheckFailedException where the item that stands does not fulfil the condition */
export function requireCondition(table: SimulatedTable, key: Item, conditional: Conditional): void {
  const { ConditionExpression } = conditional;
  if (ConditionExpression !== undefined && !holds(ConditionExpression, table.find(key), conditional))
    throw conditionFailed();
}
