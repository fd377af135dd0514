import type { Program } from '../../../domain/playbook/program.ts';
import { stableShare } from '../../../domain/segment/condition/stable-share.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { livingIdOf, livingProfileOf } from './watch-people.ts';

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
  const isIn = (group: string, profileId: string) => {
    const person = livingIdOf(tables, profileId);
    return [...members].some((member) => {
      const [name, id = ''] = member.split(' ');
      return name === group && livingIdOf(tables, id) === person;
    });
  };
  const groupOf = (campaign: string, purpose: string, profileId: string) => {
    if (purpose === 'marketing' && isIn('control', profileId)) return 'control';
    return isIn(campaign, profileId) ? campaign : undefined;
  };
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const { profileId, campaign, isHeldOut } = decodeJourney(after);
    const seed = livingProfileOf(tables, profileId)?.seed ?? '';
    const { holdout = 0 } = campaigns[campaign] ?? {};
    if (stableShare(seed, 'control') < (permission?.control ?? 0)) members.add(`control ${profileId}`);
    const isDrawn = before === undefined && stableShare(seed, `${campaign}.holdout`) < holdout;
    if (isDrawn && isHeldOut !== true) wrongs.push(`${profileId} is in ${campaign}, and was to be held out`);
    if (isDrawn || isHeldOut === true) members.add(`${campaign} ${profileId}`);
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined) return;
    const { profileId, deliveryId, campaign, purpose, status } = decodeDelivery(after);
    const group = groupOf(campaign, purpose, profileId);
    if (group === undefined) return;
    if (status === 'sending') silent.add(`${profileId} ${deliveryId}`);
    if (before === undefined && status !== 'suppressed')
      wrongs.push(`${profileId} ${deliveryId} is decided for somebody of ${group}`);
  });
  return { wrongs, silent };
}
