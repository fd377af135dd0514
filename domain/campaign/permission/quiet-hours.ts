import { stableShare } from '../../segment/condition/stable-share.ts';
import { endOfDaily, isWithinDaily } from '../../time/daily-span.ts';
import type { Channel } from '../channel.ts';
import type { QuietHours } from '../permission-rules.ts';

const SECOND = 1000;
/** What is held is released within so long after the end, so that a house's guests do not all hear of it at once. */
export const SPREAD_MILLISECONDS = 5 * 60 * SECOND;

/** Tells whether these quiet hours are about a channel. */
export function areAbout(quietHours: QuietHours | undefined, channel: Channel): quietHours is QuietHours {
  return quietHours?.channels.includes(channel) === true;
}

/**
 * Until when a message is held: the end of the quiet hours and up to five minutes more, the same for all of a guest's
 * messages and whenever it is asked: so they are due together, and the more important is decided first.
 * Where they begin again sooner, as where the clock is put back into them, the spread is so much shorter.
 * @param seed the guest's: it decides the place in the spread
 * @param zone the guest's
 * @returns undefined outside the quiet hours; else whole seconds after their end, never within the next ones
 */
export function releaseAfterQuiet(
  quietHours: QuietHours,
  seed: string,
  now: number,
  zone: string,
): number | undefined {
  if (!isWithinDaily(quietHours, now, zone)) return undefined;
  const end = endOfDaily(quietHours, now, zone);
  const loud = { from: quietHours.to, to: quietHours.from };
  const spread = Math.min(SPREAD_MILLISECONDS, endOfDaily(loud, end, zone) - end);
  const seconds = (stableShare(seed, 'quiet hours') * spread) / SECOND;
  return end + Math.floor(seconds) * SECOND;
}
