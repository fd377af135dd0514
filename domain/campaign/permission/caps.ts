import type { Program } from '../../playbook/program/program.ts';
import { describeDuration } from '../../segment/explain/describe-duration.ts';
import type { Contacts, RecentSend } from '../contacts/contacts.ts';
import type { Cap } from '../permission-rules.ts';
import type { Refusal } from './refusal.ts';

/** How much of a cap a guest has had. */
export interface CapUse {
  readonly used: number;
  /** From when there is room for one more, in milliseconds since the epoch; null: there is now. */
  readonly freeAt: number | null;
}

/** The caps on a channel. */
export function capsOn({ permission }: Pick<Program, 'permission'>, channel: string): readonly Cap[] {
  return permission?.caps.filter((cap) => cap.channel === channel) ?? [];
}

/** Tells whether the caps of a channel count a message. */
export function isCounted(send: RecentSend, channel: string): boolean {
  return send.channel === channel && send.isUncapped !== true && send.hasFailed !== true;
}

/** When caps count a message, in milliseconds since the epoch: as it was due, or decided. */
export function countsAt({ at, lag = 0 }: RecentSend): number {
  return at - lag;
}

/**
 * Counts what a cap counts: messages on its channel in the window (now − per, now]. One that lies ahead of now counts too,
 * decided by a faster clock, or before what was due earlier: the window that will hold both is the same.
 * @param now as of when it is asked
 */
export function useOfCap({ channel, atMost, perMilliseconds }: Cap, contacts: Contacts, now: number): CapUse {
  const counted = contacts.sends
    .filter((send) => isCounted(send, channel))
    .map(countsAt)
    .filter((at) => at > now - perMilliseconds)
    .sort((a, b) => a - b);
  const used = counted.length;
  const last = counted[used - atMost];
  return { used, freeAt: last === undefined ? null : last + perMilliseconds };
}

/** Why no more may be sent on a channel now: a cap is used up. */
export function refuseByCap(
  program: Pick<Program, 'permission'>,
  contacts: Contacts,
  channel: string,
  now: number,
): Refusal | undefined {
  const full = capsOn(program, channel).find((cap) => useOfCap(cap, contacts, now).used >= cap.atMost);
  return full && { reason: 'cap', why: `the cap is reached: ${describeCap(full)}` };
}

/** As its author wrote it: `3 by email in 7 days`. */
export function describeCap({ atMost, channel, perMilliseconds }: Cap): string {
  return `${atMost} by ${channel} in ${describeDuration(perMilliseconds)}`;
}
