import { beginJourney as decideBeginning } from '../../../domain/campaign/journey/begin-journey.ts';
import type { RefusedEntryDecision } from '../../../domain/campaign/journey/decide-entry.ts';
import type { Decision } from '../../../domain/campaign/journey/decision.ts';
import { describeSteps } from '../../../domain/campaign/journey/journey.ts';
import { momentOf } from '../../../domain/campaign/journey/moment-of.ts';
import type { TriggerSignal } from '../../../domain/campaign/journey/occurrence.ts';
import type { Slots } from '../../../domain/campaign/journey/slot.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { DecisionStore } from '../../adapters/decision-store.ts';
import {
  bringUpToDateOnce,
  type GoingFirst,
  goesSecond,
  type JourneyDependencies,
  untilWritten,
} from './journey-dependencies.ts';
import { programFor } from './program-for.ts';
import { readEventFor } from './read-event-for.ts';
import { readGuestOf } from './read-guest-of.ts';
import { takeSlots } from './take-slots.ts';

/** What came of a signal in one campaign, and the profile as it is known now. */
export interface Begun {
  readonly result: 'begun' | 'refused' | 'repeated' | 'campaign removed' | 'nobody';
  /** Why it was refused, or the first steps of what was begun. */
  readonly detail?: string;
  readonly profile?: Profile;
}

/**
 * Begins a journey if the campaign lets this guest in: one read (none where the profile is known) and one transaction. Where
 * it does not, that is noted with the profile, seldom enough that what is refused all the time costs no write each.
 * Where the profile was split since, the guest is the one whose event it was; the row lies under the profile that the signal names.
 * @param known the profile as an earlier step left it
 * @param goingFirst where time alone brought the signal: others come to the guest at the same moment
 * @throws {MaitredError} retryable where others keep writing first or a table is not available
 */
export function beginJourney(
  dependencies: JourneyDependencies,
  campaignId: string,
  signal: TriggerSignal,
  known?: Profile,
  goingFirst?: GoingFirst,
): Promise<Begun> {
  const { profiles, decisions, playbook, clock } = dependencies;
  const bringUpToDate = bringUpToDateOnce(dependencies);
  let profile = known;
  return untilWritten<Begun>(dependencies, `campaign ${campaignId} of ${signal.profileId}`, async () => {
    profile ??= await readGuestOf(profiles, signal);
    if (profile === undefined) return { result: 'nobody' };
    const active = await programFor(playbook, profile);
    const campaign = active.program.campaigns[campaignId];
    if (campaign === undefined) return { result: 'campaign removed', profile };
    const guest = profile;
    const event = await readEventFor(dependencies, active, campaign, signal.event);
    const now = clock();
    const decide = (slots: Slots) =>
      decideBeginning({ active, campaign, profile: guest, signal, now, event, slots });
    const moment = momentOf(signal, guest.contacts);
    const coming = { active, profile, campaign: campaignId, definition: campaign, moment };
    if (await goesSecond(goingFirst, { ...coming, now, decide })) {
      profile = undefined;
      return 'again';
    }
    const beginning = await takeSlots(dependencies, campaignId, now, decide);
    if (beginning.kind === 'profile outdated') {
      await bringUpToDate(profile.profileId);
      profile = undefined;
      return 'again';
    }
    const begun =
      beginning.kind === 'refused'
        ? await refuse(decisions, beginning, guest)
        : await begin(decisions, beginning.decision, guest);
    if (begun === 'again') profile = undefined;
    return begun;
  });
}

async function begin(
  decisions: DecisionStore,
  decision: Decision,
  before: Profile,
): Promise<Begun | 'again'> {
  const written = await decisions.write(decision);
  if (written === 'conflict') return 'again';
  if (written === 'repeated') return { result: 'repeated', profile: before };
  return { result: 'begun', detail: describeSteps(decision.journey.trace), profile: decision.profile };
}

async function refuse(
  decisions: DecisionStore,
  { note, detail }: RefusedEntryDecision,
  before: Profile,
): Promise<Begun | 'again'> {
  if (note === undefined) return { result: 'refused', detail, profile: before };
  const written = await decisions.noteRefusal(note);
  if (written === 'conflict') return 'again';
  if (written === 'repeated') return { result: 'repeated', profile: before };
  return { result: 'refused', detail, profile: note.profile };
}
