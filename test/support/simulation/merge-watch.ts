import { isTombstone, type Profile, type ProfileRecord } from '../../../domain/profile/profile.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/**
 * Looks at every merge in the moment in which it is written: the older one stays, and what was decided about the other is
 * theirs too.
 * @returns what was wrong, in words
 */
export function watchMerges(tables: SimulatedTables): string[] {
  const wrongs: string[] = [];
  const profiles = tables.table('Profiles');
  profiles.onWrite((after, before) => {
    if (after === undefined || before === undefined) return;
    const [is, was]: ProfileRecord[] = [after, before].map(decodeProfile);
    if (is === undefined || was === undefined || !isTombstone(is) || isTombstone(was)) return;
    // A transaction writes the survivor first.
    const item = profiles.find({ profileId: is.mergedInto });
    const survivor = item && decodeProfile(item);
    if (survivor === undefined || isTombstone(survivor)) wrongs.push(`${is.profileId} leads to nobody`);
    else wrongs.push(...lostBy(survivor, was).map((what) => `${was.profileId} merged, and ${what}`));
  });
  return wrongs;
}

function lostBy(survivor: Profile, other: Profile): string[] {
  const ids = [other.profileId, ...other.formerProfileIds];
  const { open, entered, sends } = other.contacts;
  const isOlder = (campaign: string) =>
    (survivor.contacts.open[campaign]?.enteredAt ?? Number.POSITIVE_INFINITY) <=
    (open[campaign]?.enteredAt ?? 0);
  return [
    ...(survivor.createdAt > other.createdAt ? ['the younger stayed'] : []),
    ...ids.filter((id) => !survivor.formerProfileIds.includes(id)).map((id) => `${id} is forgotten`),
    ...Object.keys(entered)
      .filter((campaign) => survivor.contacts.entered[campaign] === undefined)
      .map((campaign) => `that they were in ${campaign} is forgotten`),
    ...Object.keys(open)
      .filter((campaign) => !isOlder(campaign))
      .map((campaign) => `the older journey of ${campaign} is not the open one`),
    ...((other.apart ?? []).some(({ identifier, from }) => !isApart(survivor, identifier, from))
      ? ['who was split is forgotten']
      : []),
    ...(survivor.contacts.sends.length < Math.min(sends.length, 20) ? ['a message is forgotten'] : []),
  ];
}

const isApart = ({ apart = [] }: Profile, identifier: string, from: string): boolean =>
  apart.some((separation) => separation.identifier === identifier && separation.from === from);
