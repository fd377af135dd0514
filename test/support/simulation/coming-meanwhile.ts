import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { DateTrigger, ScheduleTrigger } from '../../../domain/campaign/trigger.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf } from './watch-people.ts';

const HOUR = 3_600_000;

/** Day and time as a clock of a zone shows them, `2026-03-29 12:00:00`. */
export function clockIn(timeZone: string, moment: number): string {
  return new Date(moment).toLocaleString('sv-SE', { timeZone });
}

/**
 * The journeys that come to a message's guest at a moment and have not been decided on: those that are due then, and those
 * that a daily schedule or a birthday begins then, read from the tables and the clock alone.
 * @returns `<profileId> <journeyId>` of each
 */
export function comingAt(
  tables: SimulatedTables,
  { campaigns, timezone }: Program,
  row: Delivery,
  moment: number,
): readonly string[] {
  const guest = guestOf(tables, row);
  if (guest === undefined) return [];
  const ids = [guest.profileId, ...guest.formerProfileIds];
  const journeys = ids.flatMap((id) => tables.table('Journeys').partition(id).map(decodeJourney));
  const begun = new Set(journeys.map(({ journeyId }) => journeyId));
  const due = journeys.filter(({ dueAt }) => dueAt === moment).map(keyOf);
  const beginning = Object.values(campaigns)
    .flatMap((campaign) => beginningAt(campaign, guest, timezone, moment))
    .filter((journeyId) => !begun.has(journeyId));
  return [...due, ...beginning.map((journeyId) => keyOf({ profileId: row.profileId, journeyId }))];
}

export const keyOf = ({ profileId, journeyId }: Pick<Journey, 'profileId' | 'journeyId'>) =>
  `${profileId} ${journeyId}`;

function beginningAt(campaign: Campaign, guest: Profile, timezone: string, moment: number): string[] {
  // A message under a rate waits for its turn: it is decided then.
  if (campaign.steps.some((step) => step.kind === 'send' && step.rate !== undefined)) return [];
  return campaign.triggers.flatMap((trigger) => {
    if (trigger.kind === 'schedule' && isScheduledAt(trigger, guest, timezone, moment))
      return [`${campaign.id}#schedule.${new Date(moment).toISOString()}`];
    const date = trigger.kind === 'date' ? dateAt(trigger, guest, timezone, moment) : undefined;
    return date === undefined ? [] : [`${campaign.id}#birthday.${date}`];
  });
}

function isScheduledAt(
  { schedule, segment }: ScheduleTrigger,
  guest: Profile,
  timezone: string,
  moment: number,
): boolean {
  const since = guest.segments[segment]?.since ?? null;
  if (schedule.kind !== 'day' || since === null || since > moment) return false;
  return clockIn(timezone, moment).endsWith(timeOf(schedule.at));
}

function dateAt({ at }: DateTrigger, guest: Profile, timezone: string, moment: number): string | undefined {
  const zone = guest.traits.timezone?.value ?? guest.surroundings.timezone?.value ?? timezone;
  const [date = '', time] = clockIn(String(zone), moment).split(' ');
  const birthday = String(guest.traits.birthday?.value ?? '');
  if (date.slice(5) !== birthday.slice(5, 10) || time !== timeOf(at)) return undefined;
  // Only what was known before comes then.
  const known = Math.max(guest.traits.birthday?.at ?? 0, guest.surroundings.timezone?.at ?? 0);
  return known < moment - HOUR ? date : undefined;
}

function timeOf({ hour, minute }: { readonly hour: number; readonly minute: number }): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(hour)}:${two(minute)}:00`;
}
