import { explainCampaign } from '../../../domain/campaign/explain-campaign.ts';
import type { Journey } from '../../../domain/campaign/journey.ts';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/active-program.ts';
import { describeJourney } from '../../../domain/profile/describe-profile.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { type ExplainedGuest, explainSegment } from '../../../domain/segment/explain/explain-segment.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import { LONGEST_PAGE } from '../../runtime/page-query.ts';
import { findPerson, listUnderAllIds, type ReadProfileDependencies } from './read-profile.ts';

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
 * @throws NotFoundError for nobody, or for what the playbook does not have
 */
export async function explainGuest(
  dependencies: ReadProfileDependencies,
  question: WhyQuestion,
): Promise<Record<string, unknown>> {
  const { segment, campaign } = question;
  if ((segment === undefined) === (campaign === undefined)) throw new OneQuestionError();
  const active = await dependencies.playbook.active();
  const stored = await findPerson(dependencies, question.id);
  const now = dependencies.clock();
  const page = await dependencies.history.readPage(Object.keys(stored.identifiers), { limit: LONGEST_PAGE });
  const isWhole = page.cursor === undefined;
  const guest: ExplainedGuest = {
    ...broughtToNow(active, stored, now, isWhole ? page.events : undefined),
    events: page.events,
    now,
  };
  const answer =
    segment === undefined
      ? await explainCampaignOf(dependencies, active, campaign ?? '', guest)
      : explainSegment(active, segment, guest);
  if (answer === undefined) throw new NotFoundError(`the playbook has no ${namedBy(question)}`);
  return {
    profileId: stored.profileId,
    at: new Date(now).toISOString(),
    ...answer,
    eventsRead: { count: page.events.length, isComplete: isWhole },
  };
}

async function explainCampaignOf(
  { journeys }: ReadProfileDependencies,
  active: ActiveProgram,
  campaign: string,
  guest: ExplainedGuest,
): Promise<Record<string, unknown> | undefined> {
  const all = await listUnderAllIds(guest.profile, journeys.list, ({ enteredAt }: Journey) => enteredAt);
  const own = all.filter((journey) => journey.campaign === campaign);
  const explained = explainCampaign(active, campaign, { ...guest, journeys: own });
  return explained && { ...explained, journeys: own.map(describeJourney) };
}

/** The guest as they are now; as they were stored where their whole history would have to be folded and is too long. */
function broughtToNow(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  history: readonly TrackingEvent[] | undefined,
): { readonly profile: Profile } {
  const touched = touchProfile(active, profile, now, history);
  return { profile: touched.kind === 'planned' ? touched.write.profile : profile };
}

function namedBy({ segment, campaign }: WhyQuestion): string {
  return segment === undefined ? `campaign ${campaign}` : `segment ${segment}`;
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
