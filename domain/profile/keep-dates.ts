import { type DateOccurrence, datesBetween, nextDate } from '../campaign/schedule/date-trigger.ts';
import { MISSED_MILLISECONDS } from '../campaign/schedule/missed.ts';
import type { ActiveDateTrigger, ActiveProgram } from '../playbook/program/active-program.ts';
import { ask } from '../segment/condition/evaluate-condition.ts';
import { traitValues } from '../segment/condition/evaluate-trait.ts';
import type { Dirty } from '../segment/dirty.ts';
import { guestZone } from '../time/guest-zone.ts';
import { rememberTold, tellingOf, wasTold } from './date-memory.ts';
import type { Profile } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import type { DateReached } from './signal.ts';

/** More than a date's moments in two zones lie apart: 26 hours, and a day for one that is of another day in each. */
const APART = 3 * 24 * 60 * 60 * 1000;

/** What became of a guest's dates. */
export interface KeptDates {
  /** With when they come next. */
  readonly profile: Profile;
  /** Those that have come. */
  readonly reached: readonly Omit<DateReached, 'id' | 'v' | 'profileId'>[];
}

/**
 * Finds the dates of a guest that have come, and when those of all date triggers come next: where one has come, and where
 * what they are found by may have changed. What was to come where the guest was, and is over where they are now, has come.
 * A moment that is stored is believed only if the state still says it.
 * @param at in milliseconds since the epoch
 */
export function keepDates(active: ActiveProgram, profile: Profile, at: number, dirty: Dirty): KeptDates {
  const isNobodys = profile.nextDates === undefined && active.dates.triggers.length === 0;
  if (isNobodys || !(isDateDue(profile, at) || mayChangeDates(active, dirty)))
    return { profile, reached: NONE };
  const due = active.dates.triggers.flatMap((trigger) => findDue(active, profile, trigger, at));
  const { nextDates: _before, dateMemory, ...rest } = profile;
  const tellings = due.map(({ trigger, name }) => tellingOf(trigger.key, name));
  const told = rememberTold(dateMemory, tellings, at);
  const memory = { zone: guestZone(profile, active.program), told };
  const nextDates = findNextDates(active, { ...rest, dateMemory: memory }, at);
  const isKnown = nextDates !== undefined || Object.keys(told).length > 0;
  return {
    profile: { ...rest, ...(nextDates && { nextDates }), ...(isKnown && { dateMemory: memory }) },
    reached: groupByDay(active, due, at),
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
  { key, trigger }: ActiveDateTrigger,
  after: number,
): DateOccurrence | undefined {
  const values = traitValues(ask(active, profile, after), trigger);
  return nextDate(trigger, values, guestZone(profile, active.program), after, (name) =>
    wasTold(profile.dateMemory, key, name),
  );
}

interface DueDate extends DateOccurrence {
  readonly trigger: ActiveDateTrigger;
}

/** What was to come where the guest was when last looked at, and has come where they are. */
function findDue(active: ActiveProgram, profile: Profile, trigger: ActiveDateTrigger, at: number): DueDate[] {
  const zone = guestZone(profile, active.program);
  const before = profile.dateMemory?.zone ?? zone;
  const next = profile.nextDates?.[trigger.key] ?? Number.POSITIVE_INFINITY;
  if (next > at && before === zone) return [];
  const values = traitValues(ask(active, profile, at), trigger.trigger);
  const from = Math.max(next, at - MISSED_MILLISECONDS);
  const toCome = datesBetween(trigger.trigger, values, before, { after: from - 1, until: at + APART });
  const names = new Set(toCome.map(({ name }) => name));
  return datesBetween(trigger.trigger, values, zone, { after: from - APART, until: at })
    .filter(({ name }) => names.has(name) && !wasTold(profile.dateMemory, trigger.key, name))
    .map((found) => ({ ...found, trigger }));
}

function groupByDay(active: ActiveProgram, due: readonly DueDate[], at: number): KeptDates['reached'] {
  const named = due.map(({ trigger, date }) => ({
    trigger,
    date,
    place: placeAmongSeveral(active, trigger),
  }));
  const groups = Map.groupBy(named, ({ trigger, date, place }) =>
    JSON.stringify([trigger.trait, date, place]),
  );
  return [...groups.values()].flatMap((dates) => {
    const campaigns = [...new Set(dates.map(({ trigger }) => trigger.campaign))];
    return dates.slice(0, 1).map(({ trigger: { trait }, date, place }) => ({
      ...({ type: 'Date Reached', at, trait, date, campaigns } as const),
      ...(place !== undefined && { place }),
    }));
  });
}

/** Which of several triggers of a campaign for one trait it is; undefined: there is no other. */
function placeAmongSeveral(
  { dates }: ActiveProgram,
  { campaign, trait, key }: ActiveDateTrigger,
): number | undefined {
  const own = dates.triggers.filter((other) => other.campaign === campaign && other.trait === trait);
  return own.length > 1 ? Number(key.slice(campaign.length + 1)) : undefined;
}

/** What dates are found by: the traits, and the guest's zone. */
function mayChangeDates({ dates }: ActiveProgram, dirty: Dirty): boolean {
  if (dirty === 'all') return true;
  if (dirty.surroundings === true) return true;
  for (const name of dirty.traits) if (dates.traits.has(name)) return true;
  return dates.isComputed && (dirty.aggregates.size > 0 || (dirty.touched?.length ?? 0) > 0);
}
