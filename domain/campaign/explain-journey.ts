import { describeJourney } from '../profile/describe-profile.ts';
import type { Campaign } from './campaign.ts';
import type { Journey } from './journey.ts';

/**
 * A journey with where it stands and all that happened on it.
 * @param present the playbook's campaign now and its version: of a journey of another only the trace tells where it stands
 */
export function explainJourney(
  journey: Journey,
  present: { readonly campaign: Campaign; readonly version: string },
): Record<string, unknown> {
  const { status, awaits, asksAgain, isHeldOut, arms, slot, convertedAt, playbookVersion } = journey;
  // What it waits for is asked again, and then comes what follows.
  const nextStep = asksAgain === undefined ? journey.nextStep : journey.nextStep + 1;
  const isPresent = playbookVersion === present.version;
  const step = isPresent && status === 'waiting' ? present.campaign.steps[nextStep]?.id : undefined;
  return {
    ...describeJourney(journey),
    playbookVersion,
    ...(step !== undefined && { nextStep: step }),
    ...(awaits !== undefined && { awaits }),
    ...(isHeldOut && { isHeldOut }),
    ...(arms !== undefined && { arms }),
    ...(slot !== undefined && { turn: { step: slot.step, at: iso(slot.at) } }),
    ...(convertedAt !== undefined && { convertedAt: iso(convertedAt) }),
    trace: journey.trace.map(({ at, what }) => ({ at: iso(at), what })),
  };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
