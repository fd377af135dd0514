import type { DataStack } from '../data-stack.ts';
import { grantPlaybooks, grantTable } from './grants.ts';
import type { MaitredFunction } from './maitred-function.ts';

/** What several functions do, and so the rights that they share. */

/** Loads the active program. */
export function letLoadProgram(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Config', ['GetItem']);
  grantPlaybooks(fn, data, ['GetObject'], ['programs']);
}

/** Keeps records that can never succeed. */
export function letQuarantine(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Quarantine', ['PutItem', 'BatchWriteItem']);
}

/** Finds, merges, folds and writes profiles. */
export function letResolve(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letQuarantine(fn, data);
  grantTable(fn, data, 'Events', ['Query']);
  grantTable(fn, data, 'Identities', [
    'GetItem',
    'BatchGetItem',
    'PutItem',
    'UpdateItem',
    'ConditionCheckItem',
  ]);
  grantTable(fn, data, 'Profiles', ['GetItem', 'BatchGetItem', 'PutItem']);
}

/** Reads what a message is about and keeps its ledger row. */
export function letDeliver(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letQuarantine(fn, data);
  grantPlaybooks(fn, data, ['GetObject'], ['templates']);
  grantTable(fn, data, 'Deliveries', ['GetItem', 'UpdateItem']);
  grantTable(fn, data, 'Profiles', ['GetItem']);
  grantTable(fn, data, 'Events', ['GetItem']);
}
