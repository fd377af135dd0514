import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import { countedAt } from '../permission/counted-at.ts';
import {
  isCapped,
  isWantedByOthers,
  type Room,
  roomLeft,
  roomWantedByAll,
} from '../permission/room-wanted.ts';
import { TRANSACTIONAL } from '../purpose.ts';
import { channelsOf } from '../step.ts';
import type { Advance } from './advance-journey.ts';
import type { Beginning } from './begin-journey.ts';
import { type Coming, findGoingAhead, type GoingAhead } from './going-ahead.ts';
import type { Slots } from './slot.ts';

/** Something that is to be decided. */
export interface Deciding extends Coming {
  /** As the journey began with it. */
  readonly definition: Campaign | undefined;
  /** Decides it, with no turns of sends under a rate. */
  readonly decide: (slots: Slots) => Advance | Beginning;
  readonly now: number;
}

/**
 * What must be decided before a decision is written: of all that comes to a guest at one moment the highest priority gets the
 * last message under a cap, whatever is decided first. Nothing where the decision asks for no such message, or leaves room for
 * all that goes ahead of it: that is nearly always.
 */
export function findDecidedBefore(input: Deciding): readonly GoingAhead[] {
  const { active, campaign } = input;
  const wanted = roomWantedByAll(active.program).get(campaign);
  if (wanted === undefined || !isWantedByOthers(active.program, campaign, wanted)) return [];
  const decided = input.decide({});
  const taken = roomTaken(input, decided);
  if (taken.size === 0) return [];
  const ahead = findGoingAhead(input, taken);
  return ahead.length === 0 || leavesRoom(input, decided, taken, ahead) ? [] : ahead;
}

/** By channel with a cap: the messages that a decision asks for; of one that waits for a turn, that it will. */
function roomTaken({ active: { program }, definition }: Deciding, decided: Advance | Beginning): Room {
  const taken = new Map<string, number>();
  const take = (channel: string) => {
    if (isCapped(program, channel)) taken.set(channel, (taken.get(channel) ?? 0) + 1);
  };
  if (decided.kind === 'slot needed') {
    const step = definition?.steps.find(({ id }) => id === decided.step);
    if (step?.kind === 'send') channelsOf(step).forEach(take);
  }
  if (decided.kind !== 'decided') return taken;
  for (const { status, purpose, channel } of decided.decision.deliveries)
    if (status === 'requested' && purpose !== TRANSACTIONAL) take(channel);
  return taken;
}

function leavesRoom(
  { active: { program }, profile, moment, now }: Deciding,
  decided: Advance | Beginning,
  taken: Room,
  ahead: readonly GoingAhead[],
): boolean {
  if (decided.kind !== 'decided') return false;
  const { contacts } = decided.decision.profile;
  const asked = firstAskedAt(profile, moment, now);
  const wanted = (channel: string) =>
    ahead.reduce((sum, { campaign }) => sum + (roomWantedByAll(program).get(campaign)?.get(channel) ?? 0), 0);
  return [...taken.keys()].every((channel) => wanted(channel) <= roomLeft(program, contacts, channel, asked));
}

/** As of when the first of what may go ahead asks for room. */
function firstAskedAt({ contacts: { waits = [], held = [] } }: Profile, moment: number, now: number): number {
  const over = [...waits, ...held].map(({ until }) => until).filter((until) => until <= moment);
  return Math.min(...[moment, ...over].map((each) => countedAt(each, now)));
}
