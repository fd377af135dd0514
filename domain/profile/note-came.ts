import type { Came, TimeSignal, Without } from '../campaign/contacts/in-line.ts';
import { noteCame as keepCame } from '../campaign/contacts/note-in-line.ts';
import { campaignsAsked } from '../campaign/journey/line-up-signals.ts';
import { isWantedByOthers, roomWantedByAll } from '../campaign/permission/room-wanted.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { Profile } from './profile.ts';

type Told = Without<'id' | 'v' | 'profileId'>;

/**
 * Has a profile say what time brought: the signals are on their way, and what else comes to the guest at the same moment may be
 * decided before them. Only of what may begin a journey that wants room under a cap which others want too.
 * @param before with the moments at which it was to come
 */
export function noteCame(
  active: ActiveProgram,
  before: Profile,
  profile: Profile,
  told: readonly Told[],
): Profile {
  const came = told.flatMap((signal) => cameOf(active, before, signal));
  const contacts = keepCame(profile.contacts, came);
  return contacts === profile.contacts ? profile : { ...profile, contacts };
}

function cameOf(active: ActiveProgram, before: Profile, told: Told): readonly Came[] {
  const signal = { ...told, profileId: before.profileId } as Came['signal'];
  const asked = campaignsAsked(active, { ...signal, id: '', v: 1 } as TimeSignal);
  if (!asked.some((campaign) => mayMeetOthers(active, campaign))) return [];
  if (signal.type !== 'Date Reached')
    return [{ moment: Math.min(before.nextChanges[signal.segment] ?? signal.at, signal.at), signal }];
  const moments = Map.groupBy(signal.campaigns, (campaign) => dateMoment(active, before, campaign, signal));
  return [...moments].map(([moment, campaigns]) => ({ moment, signal: { ...signal, campaigns } }));
}

/** When the date of a campaign's was to come. */
function dateMoment(
  { dates }: ActiveProgram,
  { nextDates = {} }: Profile,
  campaign: string,
  { trait, place, at }: { readonly trait: string; readonly place?: number; readonly at: number },
): number {
  const own = dates.triggers.filter(
    (trigger) =>
      trigger.campaign === campaign &&
      trigger.trait === trait &&
      (place === undefined || trigger.key === `${campaign}.${place}`),
  );
  const due = own.map(({ key }) => nextDates[key] ?? at).filter((moment) => moment <= at);
  return Math.max(...(due.length === 0 ? [at] : due));
}

function mayMeetOthers({ program }: ActiveProgram, campaign: string): boolean {
  const room = roomWantedByAll(program).get(campaign);
  return room !== undefined && isWantedByOthers(program, campaign, room);
}
