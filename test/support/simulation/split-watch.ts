import type { Contacts } from '../../../domain/campaign/contacts/contacts.ts';
import type { Link } from '../../../domain/identity/identity-record.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeIdentity } from '../../../lambdas/adapters/identity-row.ts';
import type { Item } from './item-values.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { livingIn } from './watch-people.ts';

/** A message that was said to either side is remembered by both. */
const saidOf = ({ entered, sends }: Contacts) =>
  // Which journeys count beside others is found anew for each side.
  JSON.stringify([
    Object.entries(entered).map(([campaign, { last, times }]) => [campaign, last, times]),
    sends,
  ]);

/**
 * Looks at every split in the moment in which it is written: both remember what was said, a journey goes on for one of them,
 * and whoever held an end of the link before it was made holds it again.
 * @returns what was wrong, in words
 */
export function watchSplits(tables: SimulatedTables): string[] {
  const wrongs: string[] = [];
  let before: Profile | undefined;
  const profiles = tables.table('Profiles');
  profiles.onWrite((after, was) => {
    const is = livingIn(after);
    if (is === undefined) return;
    const lived = livingIn(was);
    const isMerged = is.formerProfileIds.length > (lived?.formerProfileIds.length ?? 0);
    if (lived !== undefined && !isMerged && isSplitNow(is, lived)) before = lived;
    else if (lived !== undefined || (is.apart ?? []).length === 0 || before === undefined) return;
    if (saidOf(is.contacts) !== saidOf(before.contacts))
      wrongs.push(`${is.profileId} was split, and what was said is forgotten`);
  });
  tables.table('Identities').onWrite((after, was) => {
    const link = after === undefined || was === undefined ? undefined : linkTakenOut(after, was);
    if (link === undefined) return;
    const identifier = String(after?.identifier);
    // Once the whole transaction is written.
    queueMicrotask(() => wrongs.push(...judgeEnds(tables, identifier, link)));
  });
  return wrongs;
}

function isSplitNow({ apart = [] }: Profile, { apart: earlier = [] }: Profile): boolean {
  return apart.some(({ at }) => earlier.every((separation) => separation.at !== at));
}

function linkTakenOut(after: Item, before: Item): Link | undefined {
  const links = decodeIdentity(after).links.map(({ messageId }) => messageId);
  return decodeIdentity(before).links.find(({ messageId }) => !links.includes(messageId));
}

function judgeEnds(tables: SimulatedTables, identifier: string, { to, from, into }: Link): string[] {
  const holds = (profileId: string | undefined, end: string): boolean => {
    const item = profileId === undefined ? undefined : tables.table('Profiles').find({ profileId });
    if (typeof item?.mergedInto === 'string') return holds(item.mergedInto, end);
    const profile = livingIn(item);
    // Who was split before may have lost an end with that already.
    const isByThis = profile?.apart?.every(({ identifier: one, from: other }) =>
      [one, other].every((name) => name === identifier || name === to),
    );
    return profile === undefined || isByThis !== true || Object.hasOwn(profile.identifiers, end);
  };
  return [
    ...(holds(from, identifier) ? [] : [`${from} does not hold ${identifier} again`]),
    ...(holds(into, to) ? [] : [`${into} does not hold ${to} again`]),
  ];
}
