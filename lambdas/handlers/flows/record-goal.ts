import { recordGoal as decideGoal, noteForgottenGoal } from '../../../domain/campaign/journey/record-goal.ts';
import type { JourneyEventMatched } from '../../../domain/profile/signal.ts';
import type { JourneyStore } from '../../adapters/journey-store.ts';
import { type JourneyDependencies, untilWritten } from './journey-dependencies.ts';
import { findGuest } from './read-guest-of.ts';

export type GoalDependencies = Pick<JourneyDependencies, 'profiles' | 'decisions' | 'clock' | 'pause'> & {
  readonly journeys: Pick<JourneyStore, 'read'>;
};

/**
 * Notes on a journey that its goal was reached, or is not looked out for any more, once.
 * @throws {MaitredError} retryable where others keep writing first or a table is not available
 */
export function recordGoal(
  dependencies: GoalDependencies,
  { journeyProfileId: profileId, journeyId, time, isForgotten }: JourneyEventMatched,
): Promise<'converted' | 'forgotten' | 'nothing new'> {
  const { profiles, journeys, decisions, clock } = dependencies;
  return untilWritten(dependencies, `the goal of ${journeyId} of ${profileId}`, async () => {
    const [journey, living] = await Promise.all([
      journeys.read({ profileId, journeyId }),
      profiles.readLiving(profileId),
    ]);
    const profile = journey && (await findGuest(profiles, living, journey.event));
    if (journey === undefined || profile === undefined) return 'nothing new';
    const basis = { journey, profile, now: clock() };
    const decision = isForgotten ? noteForgottenGoal(basis) : decideGoal({ ...basis, time });
    if (decision === undefined) return 'nothing new';
    if ((await decisions.write(decision)) !== 'written') return 'again';
    return isForgotten ? 'forgotten' : 'converted';
  });
}
