import { describeJourney } from '../../profile/describe-profile.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Campaign } from '../campaign.ts';
import { asBegun } from '../journey/as-begun.ts';
import { conditionsOf } from '../journey/conditions-of.ts';
import type { Journey } from '../journey/journey.ts';
import { explainAsBegun, type JourneyBasis } from './explain-as-begun.ts';

/** A journey with where it stands and all that happened on it. */
export function explainJourney(basis: JourneyBasis, journey: Journey): Record<string, unknown> {
  const { status, awaits, isHeldOut, arms, slot, playbookVersion } = journey;
  const isOfEarlierVersion = playbookVersion !== basis.active.program.version;
  const step = status === 'waiting' ? campaignOf(basis, journey)?.steps[nextStepOf(journey)]?.id : undefined;
  return {
    ...describeJourney(journey),
    playbookVersion,
    ...(isOfEarlierVersion && { isOfEarlierVersion }),
    ...(step !== undefined && { nextStep: step }),
    ...(awaits !== undefined && { awaits }),
    ...(isHeldOut && { isHeldOut }),
    ...(arms !== undefined && { arms }),
    ...(slot !== undefined && { turn: { step: slot.step, at: iso(slot.at) } }),
    trace: journey.trace.map(({ at, what }) => ({ at: iso(at), what })),
  };
}

/** As above, and of one that waits what the version that it began with makes of the guest, where that is not what the present one does. */
export function explainUnderWay(
  basis: JourneyBasis,
  journey: Journey,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const explained = explainJourney(basis, journey);
  const campaign = campaignOf(basis, journey);
  if (journey.status !== 'waiting' || campaign === undefined || goesByPresent(basis, journey))
    return explained;
  return { ...explained, asBegun: explainAsBegun(basis, campaign, journey, guest) };
}

/** Tells whether what is said of the present campaign is true of a journey too: of conditions, also where a segment that they name has changed. */
export function goesByPresent(basis: JourneyBasis, journey: Journey): boolean {
  const { active, present, versions } = basis;
  const campaign = campaignOf(basis, journey);
  if (campaign === undefined || present === undefined) return false;
  if (campaign === present) return true;
  const begun = versions.get(journey.playbookVersion) ?? active;
  const asked = conditionsOf(campaign);
  return (
    isAlike(
      [campaign.if, campaign.stopWhen, campaign.steps],
      [present.if, present.stopWhen, present.steps],
    ) &&
    isAlike(
      asked.map((condition) => asBegun({ active, begun }, condition)),
      asked,
    ) &&
    begun.program.timezone === active.program.timezone
  );
}

/** The campaign that a journey began with, where its version is known. */
function campaignOf(
  { active, present, versions }: JourneyBasis,
  { playbookVersion, campaign }: Journey,
): Campaign | undefined {
  if (playbookVersion === active.program.version) return present;
  return versions.get(playbookVersion)?.program.campaigns[campaign];
}

/** What it waits for is asked again, and then comes what follows. */
function nextStepOf({ asksAgain, nextStep }: Journey): number {
  return asksAgain === undefined ? nextStep : nextStep + 1;
}

function isAlike(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
