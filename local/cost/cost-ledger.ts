import type { Units } from './dynamodb-units.ts';

/** What one function did since the last reset. */
export interface FunctionCost {
  invocations: number;
  milliseconds: number;
  gigabyteSeconds: number;
  readUnits: number;
  writeUnits: number;
  busEntries: number;
  queueRequests: number;
  httpRequests: number;
  objectWrites: number;
  objectReads: number;
  /** What it wrote to its log, and the lines that Lambda adds to each invocation. */
  logBytes: number;
  /** Handed to the provider of its channel. */
  messages: number;
  /** Calls by action and table: `PutItem Events`. */
  calls: Record<string, number>;
  /** Write units by table. */
  writeUnitsByTable: Record<string, number>;
  readUnitsByTable: Record<string, number>;
  /** By how much the tables grew by its writes, as storage is billed. */
  storedBytesByTable: Record<string, number>;
}

export interface CostLedger {
  of(functionName: string): FunctionCost;
  call(functionName: string, name: string): void;
  units(functionName: string, units: readonly Units[]): void;
  /** Events stored: what the price is per million of. */
  events: number;
  readonly since: number;
  functions(): Record<string, FunctionCost>;
  clear(now: number): void;
}

export function createCostLedger(now: number): CostLedger {
  const functions = new Map<string, FunctionCost>();
  const of = (functionName: string): FunctionCost => {
    let cost = functions.get(functionName);
    if (cost === undefined) {
      cost = emptyCost();
      functions.set(functionName, cost);
    }
    return cost;
  };
  let since = now;
  return {
    of,
    events: 0,
    get since() {
      return since;
    },
    call(functionName, name) {
      add(of(functionName).calls, name, 1);
    },
    units(functionName, units) {
      const cost = of(functionName);
      for (const { table, read, write, stored } of units) {
        cost.readUnits += read;
        cost.writeUnits += write;
        add(cost.readUnitsByTable, table, read);
        add(cost.writeUnitsByTable, table, write);
        add(cost.storedBytesByTable, table, stored);
      }
    },
    functions: () => Object.fromEntries([...functions].sort(([a], [b]) => (a < b ? -1 : 1))),
    clear(moment) {
      functions.clear();
      this.events = 0;
      since = moment;
    },
  };
}

function add(sums: Record<string, number>, name: string, amount: number): void {
  if (amount !== 0) sums[name] = (sums[name] ?? 0) + amount;
}

function emptyCost(): FunctionCost {
  return {
    invocations: 0,
    milliseconds: 0,
    gigabyteSeconds: 0,
    readUnits: 0,
    writeUnits: 0,
    busEntries: 0,
    queueRequests: 0,
    httpRequests: 0,
    objectWrites: 0,
    objectReads: 0,
    logBytes: 0,
    messages: 0,
    calls: {},
    writeUnitsByTable: {},
    readUnitsByTable: {},
    storedBytesByTable: {},
  };
}
