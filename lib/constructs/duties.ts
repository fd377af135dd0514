import { TABLES } from '../../lambdas/contract/tables.ts';
import type { DataStack } from '../data-stack.ts';
import { grantIndexQuery, grantPlaybooks, grantTable } from './grants.ts';
import type { MaitredFunction } from './maitred-function.ts';

/*
 * What several functions do, and so the rights that they share: just those that the calls of the adapter named beside each
 * need. Who changes an adapter's calls changes them here.
 */

/** playbook-store.ts: loads the active program; with `templates`, what messages look like. */
export function letLoadProgram(
  fn: MaitredFunction,
  data: DataStack,
  options: { readonly templates?: boolean } = {},
): void {
  grantTable(fn, data, 'Config', ['GetItem']);
  grantPlaybooks(fn, data, ['GetObject'], options.templates ? ['programs', 'templates'] : ['programs']);
}

/** quarantine-store.ts: keeps records that can never succeed. */
export function letQuarantine(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Quarantine', ['PutItem']);
}

/** profile-store.ts: finds profiles by their identifiers, through tombstones. */
export function letReadProfiles(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Identities', ['BatchGetItem']);
  grantTable(fn, data, 'Profiles', ['BatchGetItem']);
}

/** profile-store.ts and event-history.ts: finds, merges, folds and writes profiles. */
export function letResolve(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letQuarantine(fn, data);
  letReadProfiles(fn, data);
  grantTable(fn, data, 'Events', ['Query']);
  grantTable(fn, data, 'Identities', ['PutItem']);
  grantTable(fn, data, 'Profiles', ['PutItem']);
}

/** decision-store.ts: decides on a journey, in one transaction with the profile and the ledger. */
export function letDecide(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letQuarantine(fn, data);
  grantTable(fn, data, 'Profiles', ['BatchGetItem', 'PutItem']);
  grantTable(fn, data, 'Journeys', ['BatchGetItem', 'PutItem', 'ConditionCheckItem']);
  grantTable(fn, data, 'Deliveries', ['BatchGetItem', 'PutItem', 'ConditionCheckItem']);
}

/** due-index.ts: finds rows that are due, counts their failures and takes them out. */
export function letHandOutDue(
  fn: MaitredFunction,
  data: DataStack,
  table: 'Profiles' | 'Journeys' | 'Deliveries',
): void {
  grantIndexQuery(fn, data, table, TABLES[table].index);
  grantTable(fn, data, table, ['UpdateItem']);
}

/** delivery-store.ts: reads what a message is about and keeps its ledger row. */
export function letDeliver(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data, { templates: true });
  letQuarantine(fn, data);
  grantTable(fn, data, 'Deliveries', ['GetItem', 'UpdateItem']);
  grantTable(fn, data, 'Profiles', ['BatchGetItem']);
  grantTable(fn, data, 'Events', ['GetItem']);
}
