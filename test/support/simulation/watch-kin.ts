import { isTombstone } from '../../../domain/profile/profile.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/**
 * Looks at every merge and every split.
 * @returns what tells of two ids of profiles whether those were ever one person, directly or by way of others
 */
export function watchKin(tables: SimulatedTables): (one: string, other: string) => boolean {
  const leads = new Map<string, string>();
  const headOf = (id: string): string => {
    const next = leads.get(id);
    return next === undefined ? id : headOf(next);
  };
  const join = (one: string, other: string) => {
    const [head, tail] = [headOf(one), headOf(other)];
    if (head !== tail) leads.set(tail, head);
  };
  tables.table('Profiles').onWrite((after) => {
    const record = after && decodeProfile(after);
    if (record === undefined) return;
    if (isTombstone(record)) join(record.mergedInto, record.profileId);
    else
      for (const other of [...record.formerProfileIds, ...(record.apart ?? []).map(({ other }) => other)])
        if (other !== undefined) join(record.profileId, other);
  });
  return (one, other) => headOf(one) === headOf(other);
}
