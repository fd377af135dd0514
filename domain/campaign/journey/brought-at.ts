import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { DateReached } from '../../profile/signal.ts';
import { ask } from '../../segment/condition/evaluate-condition.ts';
import { traitValues } from '../../segment/condition/evaluate-trait.ts';
import { guestZone } from '../../time/guest-zone.ts';
import { COUNTED_WITHIN_MILLISECONDS } from '../permission/counted-at.ts';
import { datesBetween } from '../schedule/date-trigger.ts';
import { momentOf } from './moment-of.ts';
import type { TriggerSignal } from './occurrence.ts';

/**
 * The moment at which time brought what begins a journey, in milliseconds since the epoch: caps count from it. It is known of
 * whatever was seen in time, also where nothing else could come to the guest at that moment.
 * @returns undefined where an event, or a deploy, brought it
 */
export function broughtAtOf(
  active: ActiveProgram,
  campaign: string,
  profile: Profile,
  signal: TriggerSignal,
): number | undefined {
  const known = momentOf(signal, profile.contacts);
  switch (signal.type) {
    case 'Date Reached':
      return dateMoment(active, campaign, profile, signal) ?? known;
    case 'Segment Entered':
    case 'Segment Left':
      return signal.event === undefined ? (known ?? signal.moment ?? signal.at) : undefined;
    default:
      return known;
  }
}

/** The last moment of that day's, shortly before it was seen; the trait may have changed since. */
function dateMoment(
  active: ActiveProgram,
  campaign: string,
  profile: Profile,
  { trait, date, place, at }: DateReached,
): number | undefined {
  const zone = guestZone(profile, active.program);
  const between = { after: at - COUNTED_WITHIN_MILLISECONDS - 1, until: at };
  const moments = active.dates.triggers
    .filter((own) => own.campaign === campaign && own.trait === trait)
    .filter(({ key }) => place === undefined || key === `${campaign}.${place}`)
    .flatMap(({ trigger }) =>
      datesBetween(trigger, traitValues(ask(active, profile, at), trigger), zone, between),
    )
    .flatMap((found) => (found.date === date ? [found.at] : []));
  return moments.length === 0 ? undefined : Math.max(...moments);
}
