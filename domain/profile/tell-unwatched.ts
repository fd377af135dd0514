import { isOf } from '../campaign/contacts/watches.ts';
import type { Journey } from '../campaign/journey/journey.ts';
import type { Program } from '../playbook/program/program.ts';
import type { ProfileWrite } from './profile-write.ts';
import type { JourneyEventMatched } from './signal.ts';

/** What one write tells at most; the rest looks when it is due. */
const MAXIMUM_TOLD = 100;

/**
 * Tells journeys that nobody tells them of what they wait for, or of what stops them, after a split: one that gave way as two
 * became one had nothing looked out for any more, and goes on now that they are two. They look, and look out again.
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
  const unwatched = journeys.filter(
    (journey) =>
      journey.status === 'waiting' &&
      journey.looksAt === undefined &&
      (journey.awaits !== undefined || campaigns[journey.campaign]?.stopWhen !== undefined) &&
      !watches.some((watch) => isOf(watch, journey)),
  );
  const told = unwatched.slice(0, MAXIMUM_TOLD).map((journey, index): JourneyEventMatched => {
    const { profileId, version } = profile;
    const { profileId: journeyProfileId, journeyId, campaign } = journey;
    const id = `${profileId}-${version}-${signals.length + index}`;
    const of = { campaign, journeyProfileId, journeyId, time: at, isForgotten: true } as const;
    return { type: 'Journey Event Matched', id, v: 1, profileId, at, watch: 'wait', ...of };
  });
  return { ...write, signals: [...signals, ...told] };
}
