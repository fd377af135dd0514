import { validationError } from './aws-failures.ts';
import { nameOf, operandOf, type Substitutes } from './evaluate-expression.ts';
import { type Operand, TokenReader } from './expression-parser.ts';
import { copyValue, type Item } from './item-values.ts';

type Change =
  | { readonly kind: 'set'; readonly to: Value }
  | { readonly kind: 'remove' }
  | { readonly kind: 'add'; readonly value: Operand };
/** `if_not_exists` takes the attribute where there is one, else the value. */
type Value =
  | Operand
  | { readonly kind: 'default'; readonly path: Operand; readonly value: Operand }
  | { readonly kind: 'sum'; readonly of: readonly [Operand, Operand] };
interface Step {
  readonly attribute: string;
  readonly change: Change;
}

const parsed = new Map<string, readonly Step[]>();

/** An update's answer: the item as it is then, and which attributes it named. */
export interface Updated {
  readonly item: Item;
  readonly touched: readonly string[];
}

/** Applies SET, REMOVE and ADD of whole attributes to a copy of the item. @throws for anything else */
export function applyUpdate(text: string, item: Item, substitutes: Substitutes): Updated {
  const steps = parsed.get(text) ?? parseUpdate(text);
  parsed.set(text, steps);
  const after = copyValue(item);
  const touched = steps.map(({ attribute }) => nameOf(attribute, substitutes));
  for (const [index, { change }] of steps.entries()) {
    const name = touched[index] as string;
    if (change.kind === 'remove') delete after[name];
    else if (change.kind === 'set') after[name] = copyValue(chosenValue(change.to, item, substitutes));
    else after[name] = sumOf(item[name], operandOf(change.value, item, substitutes));
  }
  return { item: after, touched };
}

function chosenValue(value: Value, item: Item, substitutes: Substitutes): unknown {
  if (value.kind === 'sum') {
    const [a, b] = value.of.map((operand) => operandOf(operand, item, substitutes));
    if (typeof a !== 'number' || typeof b !== 'number') throw validationError('a sum takes numbers');
    return a + b;
  }
  if (value.kind !== 'default') {
    const found = operandOf(value, item, substitutes);
    if (found === undefined) throw validationError('an update takes an attribute that is not there');
    return found;
  }
  return operandOf(value.path, item, substitutes) ?? operandOf(value.value, item, substitutes);
}

function sumOf(present: unknown, added: unknown): number {
  if (typeof added !== 'number' || (present !== undefined && typeof present !== 'number'))
    throw validationError('ADD takes numbers');
  return (present ?? 0) + added;
}

function parseUpdate(text: string): Step[] {
  const reader = new TokenReader(text);
  const steps: Step[] = [];
  while (!reader.isDone) {
    const clause = reader.take().toUpperCase();
    if (!['SET', 'REMOVE', 'ADD'].includes(clause))
      throw new Error(`the simulated tables do not know the update ${clause}`);
    do steps.push(readStep(reader, clause));
    while (reader.takeIf(','));
  }
  return steps;
}

function readStep(reader: TokenReader, clause: string): Step {
  const [attribute = '', ...deeper] = reader.path();
  if (deeper.length > 0) throw new Error('the simulated tables update whole attributes');
  if (clause === 'REMOVE') return { attribute, change: { kind: 'remove' } };
  if (clause === 'ADD') return { attribute, change: { kind: 'add', value: reader.operand() } };
  reader.need('=');
  return { attribute, change: { kind: 'set', to: readValue(reader) } };
}

function readValue(reader: TokenReader): Value {
  if (!reader.takeIf('if_not_exists')) {
    const operand = reader.operand();
    return reader.takeIf('+') ? { kind: 'sum', of: [operand, reader.operand()] } : operand;
  }
  reader.need('(');
  const path = reader.operand();
  reader.need(',');
  const value = reader.operand();
  reader.need(')');
  return { kind: 'default', path, value };
}
