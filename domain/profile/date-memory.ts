import { localClock, momentOfClock } from '../time/next-local-time.ts';
import type { DateMemory, Profile } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import { uniteEntries } from './stamped.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Zones are 26 hours apart at most, and a moment may be of another day in each: no travel brings back what was told earlier. */
const KEPT_MILLISECONDS = 3 * DAY;

/** Names one telling of a date trigger. @param name of the occurrence */
export function tellingOf(triggerKey: string, name: string): string {
  return `${triggerKey} ${name}`;
}

/** Tells whether a trigger has told of a date lately. @param name of the occurrence */
export function wasTold(memory: DateMemory | undefined, triggerKey: string, name: string): boolean {
  return Object.hasOwn(memory?.told ?? {}, tellingOf(triggerKey, name));
}

/**
 * Remembers what was told, and forgets what no travel brings back.
 * @param tellings as `tellingOf` names them
 * @param at milliseconds since the epoch
 */
export function rememberTold(
  memory: DateMemory | undefined,
  tellings: readonly string[],
  at: number,
): DateMemory['told'] {
  const told = { ...memory?.told, ...Object.fromEntries(tellings.map((telling) => [telling, at])) };
  const latest = Object.entries(told)
    .filter(([, moment]) => moment > at - KEPT_MILLISECONDS)
    .sort(([, a], [, b]) => b - a);
  return Object.fromEntries(latest.slice(0, PROFILE_LIMITS.toldDates));
}

/**
 * The dates of two who become one, until they are looked at: when each comes next, the earlier of both by the calendar, and
 * what either was told. Parts that neither has are absent.
 */
export function uniteDates(
  survivor: Pick<Profile, 'nextDates' | 'dateMemory'>,
  other: Pick<Profile, 'nextDates' | 'dateMemory'>,
): Pick<Profile, 'nextDates' | 'dateMemory'> {
  const memory = survivor.dateMemory ?? other.dateMemory;
  if (memory === undefined) return {};
  const { zone } = memory;
  const from = other.dateMemory?.zone ?? zone;
  const moved = Object.entries(other.nextDates ?? {}).map(([key, at]) => [
    key,
    from === zone ? at : momentOfClock(localClock(at, from), zone),
  ]);
  const nextDates = uniteEntries(survivor.nextDates ?? {}, Object.fromEntries(moved), Math.min);
  const told = uniteEntries(survivor.dateMemory?.told ?? {}, other.dateMemory?.told ?? {}, Math.max);
  return {
    ...(Object.keys(nextDates).length > 0 && { nextDates }),
    dateMemory: { zone, told },
  };
}
