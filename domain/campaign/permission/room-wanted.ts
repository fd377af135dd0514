import type { Program } from '../../playbook/program/program.ts';
import type { Campaign } from '../campaign.ts';
import { isGuestChannel } from '../channel.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import { channelsOf } from '../step.ts';
import { capsOn, useOfCap } from './caps.ts';

/** By channel with a cap: how many messages. */
export type Room = ReadonlyMap<string, number>;

const known = new WeakMap<Program, ReadonlyMap<string, Room>>();

/**
 * How much room under caps a campaign's steps may want, each of them once.
 * @param from the place of the first step that counts
 */
export function roomWanted(
  program: Pick<Program, 'permission'>,
  campaign: Pick<Campaign, 'purpose' | 'steps'>,
  from = 0,
): Room {
  const room = new Map<string, number>();
  if ((program.permission?.caps.length ?? 0) === 0) return room;
  for (const step of campaign.steps.slice(from)) {
    if (step.kind !== 'send') continue;
    for (const channel of new Set(channelsOf(step)))
      if (isCapped(program, channel) && purposeOf(campaign, step, channel) !== TRANSACTIONAL)
        room.set(channel, (room.get(channel) ?? 0) + 1);
  }
  return room;
}

/** The same of each campaign of a playbook, by its id; none of those that want no room. */
export function roomWantedByAll(program: Program): ReadonlyMap<string, Room> {
  const found = known.get(program) ?? findAll(program);
  known.set(program, found);
  return found;
}

/** Tells whether another campaign of a playbook wants room where this one does. */
export function isWantedByOthers(program: Program, campaign: string, room: Room): boolean {
  if (room.size === 0) return false;
  return [...roomWantedByAll(program)].some(([id, other]) => id !== campaign && isShared(other, room));
}

/** Tells whether two want room on one channel. */
export function isShared(a: Room, b: Room): boolean {
  return [...a.keys()].some((channel) => b.has(channel));
}

/** How many more messages all caps of a channel let through now. */
export function roomLeft(program: Program, contacts: Contacts, channel: string, now: number): number {
  const left = capsOn(program, channel).map((cap) => cap.atMost - useOfCap(cap, contacts, now).used);
  return Math.min(...left);
}

/** Tells whether caps count messages to guests on a channel. */
export function isCapped(program: Pick<Program, 'permission'>, channel: string): boolean {
  return isGuestChannel(channel) && capsOn(program, channel).length > 0;
}

function findAll(program: Program): ReadonlyMap<string, Room> {
  const all = Object.values(program.campaigns).map(
    (campaign) => [campaign.id, roomWanted(program, campaign)] as const,
  );
  return new Map(all.filter(([, room]) => room.size > 0));
}
