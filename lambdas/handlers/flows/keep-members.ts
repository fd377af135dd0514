import type { MemberChange } from '../../../domain/profile/member-change.ts';
import type { MemberStore, MembersWritten } from '../../adapters/member-store.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import type { StreamFailure } from '../../runtime/stream-loop.ts';

/** What was written, and which writes of profiles never can be. */
export interface MembersKept extends MembersWritten {
  readonly failures: readonly StreamFailure[];
}

/**
 * Keeps what some writes of profiles changed, together; where the table will never take one of them, one by one to find it.
 * @throws {MaitredError} retryable where all must be told again
 */
export async function keepMembers(
  members: MemberStore,
  writes: readonly (readonly MemberChange[])[],
): Promise<MembersKept> {
  try {
    return { ...(await members.apply(writes.flat())), failures: [] };
  } catch (error) {
    if (!isPoison(error)) throw error;
    if (writes.length === 1) return { entered: 0, left: 0, failures: [{ index: 0, error }] };
  }
  const kept: MembersWritten[] = [];
  const failures: StreamFailure[] = [];
  for (const [index, write] of writes.entries()) {
    const one = await keepMembers(members, [write]);
    kept.push(one);
    failures.push(...one.failures.map((failure) => ({ ...failure, index })));
  }
  const sum = (of: 'entered' | 'left') => kept.reduce((total, one) => total + one[of], 0);
  return { entered: sum('entered'), left: sum('left'), failures };
}
