import { CONFIG_KINDS } from '../../lambdas/contract/config-kinds.ts';
import { TABLES } from '../../lambdas/contract/tables.ts';
import type { DataStack } from '../data-stack.ts';
import { grantConfig, grantIndexQuery, grantPlaybooks, grantTable } from './grants.ts';
import type { MaitredFunction } from './maitred-function.ts';

/*
 * What several functions do, and so the rights that they share: just those that the calls of the adapter named beside each
 * need. Who changes an adapter's calls changes them here.
 */

/** key-store.ts: finds the key of a call; key-usage-store.ts: counts its requests, in rows that are no keys. */
export function letCheckKeys(fn: MaitredFunction, data: DataStack): void {
  grantConfig(fn, data, [CONFIG_KINDS.key], ['GetItem']);
  grantConfig(fn, data, [CONFIG_KINDS.keyUsage], ['UpdateItem']);
}

/** playbook-store.ts and program-store.ts: loads the active program. */
export function letLoadProgram(fn: MaitredFunction, data: DataStack): void {
  grantConfig(fn, data, [CONFIG_KINDS.playbook], ['GetItem']);
  grantPlaybooks(fn, data, ['GetObject'], ['programs']);
}

/** playbook-store.ts: loads also the programs that were active before, for what began with them. */
export function letLoadAnyProgram(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  grantConfig(fn, data, [CONFIG_KINDS.playbookVersion], ['GetItem']);
}

/** playbook-store.ts: loads what messages look like. */
export function letLoadTemplates(fn: MaitredFunction, data: DataStack): void {
  grantPlaybooks(fn, data, ['GetObject'], ['templates']);
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

/** profile-store.ts and event-history.ts: folds profiles, known by their ids, and writes them. */
export function letFold(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letQuarantine(fn, data);
  grantTable(fn, data, 'Events', ['Query']);
  grantTable(fn, data, 'Profiles', ['BatchGetItem', 'PutItem']);
}

/** As above, and finds, links and merges people by their identifiers. */
export function letResolve(fn: MaitredFunction, data: DataStack): void {
  letFold(fn, data);
  grantTable(fn, data, 'Identities', ['BatchGetItem', 'PutItem']);
}

/** decision-store.ts: decides on a journey, in one transaction with the profile and the ledger. */
function letDecide(fn: MaitredFunction, data: DataStack): void {
  letQuarantine(fn, data);
  grantTable(fn, data, 'Profiles', ['BatchGetItem', 'PutItem']);
  grantTable(fn, data, 'Journeys', ['PutItem']);
  grantTable(fn, data, 'Deliveries', ['BatchGetItem', 'PutItem', 'ConditionCheckItem']);
  // What steps set and grant are events of the guest's; some steps read what triggered the journey.
  grantTable(fn, data, 'Events', ['GetItem', 'PutItem']);
  // release-slots.ts: takes turns for steps under a rate.
  grantConfig(fn, data, [CONFIG_KINDS.release], ['UpdateItem']);
}

/** campaign-count-store.ts: counts what becomes of journeys and messages. */
export function letCount(fn: MaitredFunction, data: DataStack): void {
  grantConfig(fn, data, [CONFIG_KINDS.campaignCount], ['UpdateItem']);
}

/** seen-name-store.ts: notes the names that events bring. */
export function letNoteNames(fn: MaitredFunction, data: DataStack): void {
  grantConfig(fn, data, [CONFIG_KINDS.seenName], ['Query', 'UpdateItem']);
}

/** member-store.ts: keeps who is in which segment, and how many. */
export function letKeepMembers(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Members', ['BatchGetItem', 'PutItem', 'UpdateItem']);
}

/** As above, on a journey that begins: no other may stand under an id that the person has had. */
export function letBeginJourneys(fn: MaitredFunction, data: DataStack): void {
  letLoadProgram(fn, data);
  letDecide(fn, data);
  grantTable(fn, data, 'Journeys', ['BatchGetItem', 'ConditionCheckItem']);
}

/** As above, on a journey that goes on, with the playbook that it began with. */
export function letAdvanceJourneys(fn: MaitredFunction, data: DataStack): void {
  letLoadAnyProgram(fn, data);
  letDecide(fn, data);
  grantTable(fn, data, 'Journeys', ['GetItem']);
}

/** broadcast-store.ts: sees to it that the schedules of a playbook come due. */
export function letPlanBroadcasts(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Journeys', ['GetItem', 'PutItem']);
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
  letLoadAnyProgram(fn, data);
  letQuarantine(fn, data);
  grantTable(fn, data, 'Deliveries', ['GetItem', 'UpdateItem']);
  grantTable(fn, data, 'Profiles', ['BatchGetItem']);
  grantTable(fn, data, 'Events', ['GetItem']);
}

/** profile-store.ts: gives back to a guest what a message that did not leave took of the caps. */
export function letGiveBack(fn: MaitredFunction, data: DataStack): void {
  grantTable(fn, data, 'Profiles', ['PutItem']);
}
