import type { Program } from '../../../domain/playbook/program/program.ts';
import { stableShare } from '../../../domain/segment/condition/stable-share.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { livingIdOf, livingProfileOf, personOf } from './watch-people.ts';

/** What has been seen of the groups that are measured. */
export interface GroupsWatch {
  readonly wrongs: string[];
  /** Rows that a channel took in hand though the guest was in a group that gets nothing: `<profile> <delivery>`. */
  readonly silent: ReadonlySet<string>;
}

/**
 * Looks at every entry and message in the moment in which it is decided: whoever was held out of a campaign once, or was in the
 * control group, under any of the ids that are theirs by then, gets nothing.
 */
export function watchGroups(tables: SimulatedTables, { campaigns, permission }: Program): GroupsWatch {
  const wrongs: string[] = [];
  const silent = new Set<string>();
  /** `<campaign> <profile>`; `control` is the name of the control group. */
  const members = new Set<string>();
  const isIn = (group: string, person: string) => {
    return [...members].some((member) => {
      const [name, id = ''] = member.split(' ');
      return name === group && livingIdOf(tables, id) === person;
    });
  };
  const groupOf = (campaign: string, purpose: string, person: string) => {
    if (purpose === 'marketing' && isIn('control', person)) return 'control';
    return isIn(campaign, person) ? campaign : undefined;
  };
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    const { profileId, campaign, isHeldOut } = journey;
    const person = personOf(tables, journey);
    const seed = livingProfileOf(tables, person)?.seed ?? '';
    const { holdout = 0 } = campaigns[campaign] ?? {};
    if (stableShare(seed, 'control') < (permission?.control ?? 0)) members.add(`control ${person}`);
    const isDrawn = before === undefined && stableShare(seed, `${campaign}.holdout`) < holdout;
    if (isDrawn && isHeldOut !== true) wrongs.push(`${profileId} is in ${campaign}, and was to be held out`);
    if (isDrawn || isHeldOut === true) members.add(`${campaign} ${person}`);
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined) return;
    const row = decodeDelivery(after);
    const { profileId, deliveryId, campaign, purpose, status } = row;
    const group = groupOf(campaign, purpose, personOf(tables, row));
    if (group === undefined) return;
    if (status === 'sending') silent.add(`${profileId} ${deliveryId}`);
    if (before === undefined && status !== 'suppressed')
      wrongs.push(`${profileId} ${deliveryId} is decided for somebody of ${group}`);
  });
  return { wrongs, silent };
}
