import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import { explainCampaign, versionsBehind } from '../../../domain/campaign/explain/explain-campaign.ts';
import { explainRemoved } from '../../../domain/campaign/explain/explain-removed.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { hintForUnknown } from '../../../domain/playbook/problem/nearest-word.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { describeDelivery } from '../../../domain/profile/describe-profile.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { type ExplainedGuest, explainSegment } from '../../../domain/segment/explain/explain-segment.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import { LONGEST_PAGE } from '../../runtime/page-query.ts';
import { type ActivePlaybook, programFor } from './program-for.ts';
import { findPerson, listUnderAllIds, type ReadProfileDependencies } from './read-profile.ts';

export interface ExplainDependencies extends ReadProfileDependencies {
  /** `version`: one that was active before. */
  readonly playbook: ActivePlaybook & { version(version: string): Promise<ActiveProgram> };
}

/** What is asked of whom: a segment or a campaign. */
export interface WhyQuestion {
  /** `namespace:value` */
  readonly id: string | undefined;
  readonly segment: string | undefined;
  readonly campaign: string | undefined;
}

/**
 * Why a guest is in a segment, or what a campaign makes of them: each condition with its value, the events behind it and
 * when it next changes. Nothing is written: what time has changed since the guest was last looked at is only shown.
 * A campaign that the playbook no longer has is told by the journeys and messages that the guest had of it.
 * @throws NotFoundError for nobody, or for what the playbook does not have and the guest was never in
 */
export async function explainGuest(
  dependencies: ExplainDependencies,
  question: WhyQuestion,
): Promise<Record<string, unknown>> {
  const { segment, campaign } = question;
  if ((segment === undefined) === (campaign === undefined)) throw new OneQuestionError();
  const stored = await findPerson(dependencies, question.id);
  const active = await programFor(dependencies.playbook, stored);
  const now = dependencies.clock();
  const page = await dependencies.history.readPage(Object.keys(stored.identifiers), { limit: LONGEST_PAGE });
  const isWhole = page.cursor === undefined;
  const { profile, isPresent } = broughtToNow(active, stored, now, isWhole ? page.events : undefined);
  const guest: ExplainedGuest = { profile, events: page.events, now };
  const answer =
    segment === undefined
      ? await explainCampaignOf(dependencies, active, campaign ?? '', guest)
      : explainSegment(active, segment, guest);
  if (answer === undefined) throw unknownTo(active, question);
  return {
    profileId: stored.profileId,
    at: new Date(now).toISOString(),
    timezone: active.program.timezone,
    ...answer,
    eventsRead: { count: page.events.length, isComplete: isWhole },
    isPresent,
  };
}

async function explainCampaignOf(
  { journeys, deliveries, playbook }: ExplainDependencies,
  active: ActiveProgram,
  campaign: string,
  guest: ExplainedGuest,
): Promise<Record<string, unknown> | undefined> {
  const [allJourneys, allDeliveries] = await Promise.all([
    listUnderAllIds(guest.profile, journeys.list, ({ enteredAt }: Journey) => enteredAt),
    listUnderAllIds(guest.profile, deliveries.list, ({ at }: Delivery) => at),
  ]);
  const own = allJourneys.filter((journey) => journey.campaign === campaign);
  const named = versionsBehind(active, own);
  const programs = await Promise.all(named.map((version) => playbook.version(version)));
  const versions = new Map(programs.map((program, place) => [named[place] ?? '', program]));
  const messages = allDeliveries.filter((delivery) => delivery.campaign === campaign);
  const asked = { ...guest, journeys: own, versions };
  const isKnown = own.length > 0 || messages.length > 0;
  const explained =
    explainCampaign(active, campaign, asked) ??
    (isKnown ? explainRemoved(active, campaign, asked) : undefined);
  return explained && { ...explained, messages: messages.map(explainMessage) };
}

function explainMessage(delivery: Delivery): Record<string, unknown> {
  const { step, reason, variant } = delivery;
  return {
    ...describeDelivery(delivery),
    step,
    ...(reason !== undefined && { reason }),
    ...(variant !== undefined && { variant }),
  };
}

/** The guest as they are now; as they were stored where their whole history would have to be folded and is too long. */
function broughtToNow(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  history: readonly TrackingEvent[] | undefined,
): { readonly profile: Profile; readonly isPresent: boolean } {
  const touched = touchProfile(active, profile, now, history);
  if (touched.kind === 'planned') return { profile: touched.write.profile, isPresent: true };
  return { profile, isPresent: touched.kind === 'unchanged' };
}

function unknownTo({ program }: ActiveProgram, { segment, campaign = '' }: WhyQuestion): NotFoundError {
  const [what, name, known] =
    segment === undefined
      ? ['campaign', campaign, Object.keys(program.campaigns)]
      : ['segment', segment, program.segments.map(({ id }) => id)];
  return new NotFoundError(`the playbook has no ${what} ${name}`, hintForUnknown(name, known));
}

/** Thrown where neither a segment nor a campaign is asked about, or both are. */
class OneQuestionError extends InvalidInputError {
  constructor() {
    super('ask about one segment or one campaign', {
      field: 'segment',
      hint: 'Add `?segment=` or `?campaign=`.',
    });
  }
}
