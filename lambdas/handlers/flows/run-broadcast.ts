import {
  type Broadcast,
  leaveBroadcast,
  scheduleReached,
  takeBroadcast,
  tellOn,
} from '../../../domain/campaign/schedule/broadcast.ts';
import type { BroadcastStore } from '../../adapters/broadcast-store.ts';
import type { MemberList } from '../../adapters/member-list.ts';

import type { QueueSender } from '../../adapters/queue-sender.ts';
import { type ActivePlaybook, programSince } from './program-for.ts';

export interface BroadcastDependencies {
  readonly broadcasts: BroadcastStore;
  readonly memberList: Pick<MemberList, 'readPage'>;
  readonly campaignQueue: QueueSender;
  readonly playbook: ActivePlaybook;
  readonly clock: () => number;
}

/** So many members are told before it is written down how far it has come. */
const MEMBERS_A_PAGE = 500;

/** What came of a broadcast that was looked at. */
export type Broadcasted =
  | { readonly result: 'nothing due' }
  | { readonly result: 'put off' | 'telling' | 'told'; readonly broadcast: Broadcast };

/**
 * Tells the members of a segment that a schedule's moment has come: one message each to `campaign`, which decides. Whoever was
 * told twice, after a stop in the middle, is in one journey: the moment is its occurrence.
 * @param isTimeUp asked after each page; what is left goes on from there a minute later
 * @throws {MaitredError} retryable where a table or the queue is not available, or the program that planned it is not to be had yet
 */
export async function runBroadcast(
  dependencies: BroadcastDependencies,
  id: string,
  isTimeUp: () => boolean,
): Promise<Broadcasted> {
  const { broadcasts, playbook, clock } = dependencies;
  const stored = await broadcasts.read(id);
  if (stored === undefined) return { result: 'nothing due' };
  const { program } = await programSince(playbook, stored.ordinal);
  const step = takeBroadcast(program, stored, clock());
  if (step.kind === 'nothing' || !(await broadcasts.write(step.broadcast))) return { result: 'nothing due' };
  if (step.kind === 'put off') return { result: 'put off', broadcast: step.broadcast };
  for (let broadcast: Broadcast = step.broadcast; ; ) {
    const page = await tellPage(dependencies, broadcast);
    const next = tellOn(program, broadcast, { ...page, now: clock() });
    if (!(await broadcasts.write(next))) return { result: 'nothing due' };
    if (page.last === null) return { result: 'told', broadcast: next };
    broadcast = next;
    if (isTimeUp()) {
      await broadcasts.write(leaveBroadcast(broadcast));
      return { result: 'telling', broadcast };
    }
  }
}

/** Who came after the moment is not meant. */
async function tellPage(
  { memberList, campaignQueue }: BroadcastDependencies,
  broadcast: Broadcast,
): Promise<{ readonly last: string | null; readonly people: number }> {
  const { segment, telling } = broadcast;
  const moment = telling?.moment ?? 0;
  const page = await memberList.readPage(segment, telling?.after ?? undefined, MEMBERS_A_PAGE);
  const meant = page.members.filter(({ since }) => since <= moment);
  await campaignQueue.send(meant.map(({ profileId }) => ({ detail: scheduleReached(broadcast, profileId) })));
  return { last: page.last, people: meant.length };
}
