import { isSame } from '../campaign/contacts/counting-journeys.ts';
import { isOf } from '../campaign/contacts/watches.ts';
import type { Journey } from '../campaign/journey/journey.ts';
import type { Program } from '../playbook/program/program.ts';
import type { ProfileWrite } from './profile-write.ts';
import type { JourneyEventMatched } from './signal.ts';

/** What one write tells at most; the rest looks when it is due. */
const MAXIMUM_TOLD = 100;

/**
 * Tells journeys to look after a split: one that gave way as two became one goes on now that they are two; and where nobody
 * tells of what they wait for, or of what stops them, they look out for it again.
 * @param write of the split
 * @param journeys of the person, under way and over
 * @param at in milliseconds since the epoch
 */
export function tellUnwatched(
  { campaigns }: Pick<Program, 'campaigns'>,
  write: ProfileWrite,
  journeys: readonly Journey[],
  at: number,
): ProfileWrite {
  const { profile, separated, signals } = write;
  const watches = [profile, separated].flatMap((side) => side?.contacts.watches ?? []);
  const open = [profile, separated].flatMap((side) => Object.values(side?.contacts.open ?? {}));
  const isUnwatched = (journey: Journey) =>
    journey.status === 'waiting' &&
    journey.looksAt === undefined &&
    (journey.awaits !== undefined || campaigns[journey.campaign]?.stopWhen !== undefined) &&
    !watches.some((watch) => isOf(watch, journey));
  const goesOn = (journey: Journey) =>
    journey.gaveWay !== undefined && open.some((one) => isSame(one, journey));
  const looking = journeys.filter((journey) => isUnwatched(journey) || goesOn(journey));
  const told = looking.slice(0, MAXIMUM_TOLD).map((journey, index): JourneyEventMatched => {
    const { profileId, version } = profile;
    const { profileId: journeyProfileId, journeyId, campaign } = journey;
    const id = `${profileId}-${version}-${signals.length + index}`;
    const of = { campaign, journeyProfileId, journeyId, time: at, isForgotten: true } as const;
    return { type: 'Journey Event Matched', id, v: 1, profileId, at, watch: 'wait', ...of };
  });
  return { ...write, signals: [...signals, ...told] };
}
