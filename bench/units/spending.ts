import type { Units } from '../../local/cost/dynamodb-units.ts';
import type { Item } from '../../local/cost/item-size.ts';

/** A request to DynamoDB, as it is on the wire. */
export interface MadeCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An item as a call wrote it. */
export interface WrittenItem {
  readonly tableName: string;
  readonly item: Item;
}

/** What somebody's calls cost, by the model, and what they wrote. */
export interface Spending {
  readonly read: number;
  /** Units of all writes, those of the indexes among them. */
  readonly write: number;
  readonly indexWrite: number;
  /** Bytes by which the tables grew. */
  readonly stored: number;
  readonly calls: number;
  readonly written: readonly WrittenItem[];
}

interface Put {
  readonly TableName: string;
  readonly Item: Item;
}

/** Adds up until it is taken. */
export function createBill(): { add(call: MadeCall, units: readonly Units[]): void; take(): Spending } {
  const nothing: Spending = { read: 0, write: 0, indexWrite: 0, stored: 0, calls: 0, written: [] };
  let sum = nothing;
  return {
    add(call, units) {
      const total = (pick: (one: Units) => number) => units.reduce((all, one) => all + pick(one), 0);
      sum = {
        read: sum.read + total((one) => one.read),
        write: sum.write + total((one) => one.write),
        indexWrite: sum.indexWrite + total((one) => one.indexWrite),
        stored: sum.stored + total((one) => one.stored),
        calls: sum.calls + 1,
        written: [...sum.written, ...putsOf(call)],
      };
    },
    take() {
      const taken = sum;
      sum = nothing;
      return taken;
    },
  };
}

function putsOf({ action, parameters }: MadeCall): WrittenItem[] {
  const { TransactItems } = parameters as { TransactItems?: readonly { readonly Put?: Put }[] };
  const puts =
    action === 'PutItem'
      ? [parameters as unknown as Put]
      : action === 'TransactWriteItems'
        ? (TransactItems ?? []).flatMap(({ Put }) => (Put === undefined ? [] : [Put]))
        : [];
  return puts.map(({ TableName, Item }) => ({ tableName: TableName, item: Item }));
}
