import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../condition/condition.ts';
import { partsOf } from '../condition/find-dependencies.ts';
import type { ActiveEntry } from './entries.ts';

/**
 * Whether what `entry` aggregates tell of two people stands where they are one: where what a condition depends on lies on
 * one side alone. Else their events must be folded anew, in the order of time.
 * @param survivor whose seed the person keeps
 */
export function areEntriesMergeable(active: ActiveProgram, survivor: Profile, other: Profile): boolean {
  return [...active.entries.byId.values()].every((entry) => {
    const isOfSurvivor = Object.hasOwn(survivor.aggregates, entry.id);
    const isOfOther = Object.hasOwn(other.aggregates, entry.id);
    if (isOfSurvivor && isOfOther) return false;
    if (isOfSurvivor) return staysTrue(entry, { holder: survivor, joining: other });
    return (
      !isOfOther || (!isByChance(active, entry) && staysTrue(entry, { holder: other, joining: survivor }))
    );
  });
}

function staysTrue(
  entry: ActiveEntry,
  { holder, joining }: { readonly holder: Profile; readonly joining: Profile },
): boolean {
  const { identifiers, contacts, entries } = entry.dependencies;
  const isOlder = joining.firstSeen < holder.firstSeen;
  const isByTheFirst = entries.size > 0 || contacts.size > 0 || entry.opens.length > 0;
  if (identifiers || (isOlder && isByTheFirst)) return false;
  return !joining.contacts.sends.some(({ campaign }) => contacts.has(campaign));
}

/** Whether the person's seed decides, in the entry's condition or in one that it asks about. */
function isByChance(active: ActiveProgram, { when, dependencies }: ActiveEntry): boolean {
  const inner = [...dependencies.entries].flatMap((id) => active.entries.byId.get(id)?.when ?? []);
  return [when, ...inner].some(asksForChance);
}

function asksForChance(condition: Condition): boolean {
  return condition.kind === 'random' || partsOf(condition).some(asksForChance);
}

/** Whether identifiers that are gained may change what was decided before: then all events are folded anew. */
export function dependsOnIdentifiers(active: ActiveProgram, { aggregates }: Profile): boolean {
  return active.entries.byIdentifiers.some(({ id }) => Object.hasOwn(aggregates, id));
}
