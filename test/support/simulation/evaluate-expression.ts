import { isDeepStrictEqual } from 'node:util';
import { validationError } from './aws-failures.ts';
import { type ConditionNode, type Operand, parseCondition } from './expression-parser.ts';
import { type Item, lengthOfValue, typeOfValue } from './item-values.ts';

/** What an expression's names and values stand for. */
export interface Substitutes {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

const parsed = new Map<string, ConditionNode>();

/** A condition's tree: each text is read once. */
export function conditionOf(text: string): ConditionNode {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const node = parseCondition(text);
  parsed.set(text, node);
  return node;
}

/** Tells whether a condition holds for an item; where there is none, for one without attributes. */
export function holds(text: string, item: Item | undefined, substitutes: Substitutes): boolean {
  return judge(conditionOf(text), item ?? {}, substitutes);
}

function judge(node: ConditionNode, item: Item, substitutes: Substitutes): boolean {
  const value = (operand: Operand) => operandOf(operand, item, substitutes);
  switch (node.kind) {
    case 'and':
      return judge(node.of[0], item, substitutes) && judge(node.of[1], item, substitutes);
    case 'or':
      return judge(node.of[0], item, substitutes) || judge(node.of[1], item, substitutes);
    case 'not':
      return !judge(node.of, item, substitutes);
    case 'exists':
      return valueAt(node.path, item, substitutes) !== undefined;
    case 'absent':
      return valueAt(node.path, item, substitutes) === undefined;
    case 'begins': {
      const [text, start] = [value(node.value), value(node.with)];
      return typeof text === 'string' && typeof start === 'string' && text.startsWith(start);
    }
    case 'in':
      return node.list.some((other) => compare('=', value(node.value), value(other)));
    case 'between':
      return (
        compare('>=', value(node.value), value(node.least)) &&
        compare('<=', value(node.value), value(node.most))
      );
    case 'compare':
      return compare(node.operator, value(node.left), value(node.right));
  }
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (operator === '<>') return !compare('=', left, right);
  if (left === undefined || right === undefined || typeOfValue(left) !== typeOfValue(right)) return false;
  if (operator === '=') return isDeepStrictEqual(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** Less than 0 where the first comes first; undefined where such values have no order. */
export function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string')
    return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
  return undefined;
}

export function operandOf(operand: Operand, item: Item, substitutes: Substitutes): unknown {
  if (operand.kind === 'value') return substituteOf(operand.name, substitutes);
  const value = valueAt(operand.path, item, substitutes);
  return operand.kind === 'size' && value !== undefined ? lengthOfValue(value) : value;
}

function substituteOf(name: string, { ExpressionAttributeValues = {} }: Substitutes): unknown {
  if (!Object.hasOwn(ExpressionAttributeValues, name) || ExpressionAttributeValues[name] === undefined)
    throw validationError(`an expression uses ${name}, which has no value`);
  return ExpressionAttributeValues[name];
}

export function nameOf(token: string, { ExpressionAttributeNames = {} }: Substitutes): string {
  if (!token.startsWith('#')) return token;
  const name = ExpressionAttributeNames[token];
  if (name === undefined) throw validationError(`an expression uses ${token}, which has no name`);
  return name;
}

function valueAt(path: readonly string[], item: Item, substitutes: Substitutes): unknown {
  let value: unknown = item;
  for (const token of path) {
    if (typeOfValue(value) !== 'M') return undefined;
    value = (value as Item)[nameOf(token, substitutes)];
    if (value === undefined) return undefined;
  }
  return value;
}
