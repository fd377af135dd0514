import type { StoryPerson, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Finding } from './finding.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/**
 * Looks whether a person has reached the goals that are expected.
 * @param profile undefined: nobody is known by that name
 * @param seenAt the moment of the last expectation: only goals after it count
 */
export function findGoalFailures(
  simulation: Pick<Simulation, 'goalsReached'>,
  { path, of, expected }: ExpectStep,
  profile: Profile | undefined,
  seenAt: number,
): Finding[] {
  const reached = profile === undefined ? [] : simulation.goalsReached(profile);
  return expected.goals.flatMap((campaign, index) => {
    const ofCampaign = reached.filter((each) => each.campaign === campaign);
    if (ofCampaign.some(({ at }) => at > seenAt)) return [];
    const received =
      profile === undefined
        ? nobodyIs(of)
        : ofCampaign.length === 0
          ? 'has not'
          : 'has, but before the last `expect`';
    const place = [...path, 'expect', 'goal', index];
    return [{ path: place, expected: `to have reached the goal of \`${campaign}\``, received, why: [] }];
  });
}

/** That a story names a person whom nobody has ever told of. */
export function nobodyIs(person: StoryPerson): string {
  const names = Object.entries(person).map(([namespace, value]) => `${namespace} ${value}`);
  return `nobody is known as ${names.join(', ')}`;
}
