import { type DateOccurrence, nextDate } from '../campaign/schedule/date-trigger.ts';
import type { ActiveDateTrigger, ActiveProgram } from '../playbook/program/active-program.ts';
import { ask } from '../segment/condition/evaluate-condition.ts';
import { traitValues } from '../segment/condition/evaluate-trait.ts';
import type { Dirty } from '../segment/dirty.ts';
import { guestZone } from '../time/guest-zone.ts';
import type { Profile } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import type { DateReached } from './signal.ts';

/** A date that was missed by more than this begins nothing. */
const MISSED_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What became of a guest's dates. */
export interface KeptDates {
  /** With when they come next. */
  readonly profile: Profile;
  /** Those that have come. */
  readonly reached: readonly Omit<DateReached, 'id' | 'v' | 'profileId'>[];
}

/**
 * Finds the dates of a guest that have come, and when those of all date triggers come next: where one has come, and where
 * what they are found by may have changed. A moment that is stored is believed only if the state still says it.
 * @param at in milliseconds since the epoch
 */
export function keepDates(active: ActiveProgram, profile: Profile, at: number, dirty: Dirty): KeptDates {
  const isNobodys = profile.nextDates === undefined && active.dates.triggers.length === 0;
  if (isNobodys || !(isDateDue(profile, at) || mayChangeDates(active, dirty)))
    return { profile, reached: NONE };
  const { nextDates: _before, ...rest } = profile;
  const nextDates = findNextDates(active, profile, at);
  return {
    profile: nextDates === undefined ? rest : { ...rest, nextDates },
    reached: findReached(active, profile, at),
  };
}

const NONE: KeptDates['reached'] = [];

/** Tells whether some date of the guest's is due. */
export function isDateDue({ nextDates }: Profile, now: number): boolean {
  return nextDates !== undefined && Object.values(nextDates).some((moment) => moment <= now);
}

/** When each date comes next after a moment, by the trigger's key: the soonest, if they are very many; undefined: none does. */
export function findNextDates(active: ActiveProgram, profile: Profile, after: number): Profile['nextDates'] {
  const found = active.dates.triggers.flatMap((trigger) => {
    const next = nextDateOf(active, profile, trigger, after);
    return next === undefined ? [] : [[trigger.key, next.at] as const];
  });
  const soonest = found.sort(([, a], [, b]) => a - b).slice(0, PROFILE_LIMITS.nextDates);
  return soonest.length === 0 ? undefined : Object.fromEntries(soonest);
}

function nextDateOf(
  active: ActiveProgram,
  profile: Profile,
  { trigger }: ActiveDateTrigger,
  after: number,
): DateOccurrence | undefined {
  const values = traitValues(ask(active, profile, after), trigger);
  return nextDate(trigger, values, guestZone(profile, active.program), after);
}

function findReached(active: ActiveProgram, profile: Profile, at: number): KeptDates['reached'] {
  const { nextDates = {} } = profile;
  const reached = active.dates.triggers.flatMap((trigger) => {
    const moment = nextDates[trigger.key] ?? Number.POSITIVE_INFINITY;
    if (moment > at || moment < at - MISSED_MILLISECONDS) return [];
    const found = nextDateOf(active, profile, trigger, moment - 1);
    const { campaign, trait } = trigger;
    return found?.at === moment ? [{ campaign, trait, date: found.date }] : [];
  });
  const groups = Map.groupBy(reached, ({ trait, date }) => JSON.stringify([trait, date]));
  return [...groups.values()].flatMap((dates) => {
    const campaigns = [...new Set(dates.map(({ campaign }) => campaign))];
    return dates
      .slice(0, 1)
      .map(({ trait, date }) => ({ type: 'Date Reached' as const, at, trait, date, campaigns }));
  });
}

/** What dates are found by: the traits, and the guest's zone. */
function mayChangeDates({ dates }: ActiveProgram, dirty: Dirty): boolean {
  if (dirty === 'all') return true;
  if (dirty.surroundings === true) return true;
  for (const name of dirty.traits) if (dates.traits.has(name)) return true;
  return dates.isComputed && (dirty.aggregates.size > 0 || (dirty.touched?.length ?? 0) > 0);
}
