import type { Program } from '../../playbook/program/program.ts';
import { campaignsAsked } from '../journey/campaigns-asked.ts';
import { capsOn, countsAt, isCounted } from '../permission/caps.ts';
import { COUNTED_WITHIN_MILLISECONDS } from '../permission/counted-at.ts';
import type { Contacts, RecentSend } from './contacts.ts';

const HOUR = 60 * 60 * 1000;
/** Sends are remembered so long whatever a playbook asks, for one that asks more later. */
const REMEMBER_MILLISECONDS = 30 * 24 * HOUR;
/** And no more than these, so that a profile's size stays bounded. */
const REMEMBER_SENDS = 20;
/** Caps look back so much further: clocks of two machines may differ, and the slower may decide next. */
const CLOCKS_DIFFER_MILLISECONDS = HOUR;
/** And what time brings asks as of its moment. */
const LOOKED_BACK_MILLISECONDS = CLOCKS_DIFFER_MILLISECONDS + COUNTED_WITHIN_MILLISECONDS;

/** Notes a message to the guest, and forgets those that nothing looks back to. */
export function withSend(contacts: Contacts, send: RecentSend, program: Program): Contacts {
  const sends = [...contacts.sends, send].sort((a, b) => a.at - b.at);
  return { ...contacts, sends: keepSends(sends, program) };
}

/**
 * What is remembered of sends: the newest, those that a cap may still count, and of each campaign of which a condition asks
 * whether it has sent something the last, and the one before, should the last turn out to have failed.
 * @param sends ascending
 */
export function keepSends(sends: readonly RecentSend[], program: Program): readonly RecentSend[] {
  const latest = sends.at(-1)?.at ?? 0;
  const isRecent = ({ at }: RecentSend) => latest - at < REMEMBER_MILLISECONDS;
  const newest = sends.slice(-REMEMBER_SENDS).filter(isRecent);
  const kept = new Set([...newest, ...countedByCaps(sends, program, latest), ...lastAsked(sends, program)]);
  return sends.filter((send) => kept.has(send));
}

/** A cap is used up as soon as its window holds so many: of each channel the newest say whether it does. */
function countedByCaps(sends: readonly RecentSend[], program: Program, latest: number): RecentSend[] {
  const channels = new Set(program.permission?.caps.map(({ channel }) => channel));
  return [...channels].flatMap((channel) => {
    const caps = capsOn(program, channel);
    const atMost = Math.max(...caps.map((cap) => cap.atMost));
    const window = Math.max(...caps.map((cap) => cap.perMilliseconds)) + LOOKED_BACK_MILLISECONDS;
    return sends
      .filter((send) => isCounted(send, channel))
      .sort((a, b) => countsAt(a) - countsAt(b))
      .slice(-atMost)
      .filter((send) => latest - countsAt(send) < window);
  });
}

function lastAsked(sends: readonly RecentSend[], program: Program): RecentSend[] {
  return [...campaignsAsked(program)].flatMap((asked) =>
    sends.filter(({ campaign, hasFailed }) => campaign === asked && hasFailed !== true).slice(-2),
  );
}
