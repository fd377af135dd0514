import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { isOneAtATime } from '../../../domain/campaign/contacts/contacts-changes.ts';
import { mayGoOn } from '../../../domain/campaign/journey/give-way.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { splitIdentifier } from '../../../domain/identity/identifier.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import {
  type DescribedSplit,
  describeSplit,
  type SideFacts,
} from '../../../domain/profile/describe-split.ts';
import { divideJourneys, journeyPartitionsOf } from '../../../domain/profile/divide-journeys.ts';
import { findCut } from '../../../domain/profile/find-cut.ts';
import { lookOutForGoals } from '../../../domain/profile/look-out-for-goals.ts';
import { planSplit, type SplitHistory } from '../../../domain/profile/plan-split.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import { requireNoNewerProgram } from '../../../domain/profile/settle-draft.ts';
import type { SplitSide } from '../../../domain/profile/split-sides.ts';
import { tellUnwatched } from '../../../domain/profile/tell-unwatched.ts';
import { traceSignals } from '../../../domain/profile/trace-signals.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { JourneyStore } from '../../adapters/journey-store.ts';
import type { PlaybookStore } from '../../adapters/playbook-store.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import type { Pause } from '../../runtime/pause.ts';
import { decideAnew } from './decide-anew.ts';
import { describeEarlierSplit, jobOf } from './describe-earlier-split.ts';
import type { Invocation } from './invocation.ts';
import type { ActivePlaybook } from './program-for.ts';
import { readSplitHistory, readSplitPerson } from './read-split-person.ts';
import { readSplitCommand, type SplitRequest } from './split-request.ts';

const PARTITIONS_AT_ONCE = 10;
const VERSIONS_AT_ONCE = 4;

export interface SplitDependencies {
  readonly profiles: ProfileStore;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
  readonly journeys: Pick<JourneyStore, 'list'>;
  readonly playbook: ActivePlaybook & Pick<PlaybookStore, 'version'>;
  readonly refoldQueue: Pick<QueueSender, 'send'>;
  readonly newId: () => string;
  readonly pause?: Pause;
}

/**
 * Takes a wrong link back: one person becomes two. Where somebody else wrote first, or with a newer program, it reads again
 * and decides anew. What is done already is answered as it was.
 * @returns the split as the API tells it
 * @throws NotFoundError where nobody is named so, or they do not hold the identifier
 * @throws CannotSplitError where there is nothing to cut, or too much to write
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function splitPerson(
  dependencies: SplitDependencies,
  request: SplitRequest,
  invocation: Invocation,
): Promise<DescribedSplit> {
  // Somebody new may come of it, by whom no backfill of a deploy of a moment ago would pass again.
  const playbook = { active: dependencies.playbook.newest, newest: dependencies.playbook.newest };
  return decideAnew({ ...dependencies, playbook }, (active) =>
    splitOnce(dependencies, active, request, invocation),
  );
}

async function splitOnce(
  dependencies: SplitDependencies,
  active: ActiveProgram,
  request: SplitRequest,
  { now, traceId }: Invocation,
): Promise<DescribedSplit> {
  const { profiles, eventHistory, refoldQueue, newId } = dependencies;
  const { identity: rules } = active.program;
  const isDryRun = request.dryRun === true;
  const command = readSplitCommand(rules, request);
  const person = await readSplitPerson(profiles, active, request.profile);
  requireNoNewerProgram(active, person.profile);
  const found = findCut(rules, person, command, now);
  if (found.kind === 'not held') throw notHeld(rules, found.identifier);
  if (found.kind === 'split before') {
    const earlier = await describeEarlierSplit(dependencies, rules, found, isDryRun);
    if (earlier === undefined) throw notHeld(rules, found.missing);
    return earlier;
  }
  const history = await readSplitHistory(eventHistory, person, found.cut);
  const { sides, write, refolds } = planSplit(active, person, found, { now, newId, history });
  if (!isDryRun) {
    const told = await divide(dependencies, active, write, { before: person.profile, history, now });
    await profiles.write(traceSignals(told, traceId));
    if (refolds.length > 0) await refoldQueue.send(refolds.map(jobOf));
  }
  return describeSplit({
    rules,
    separation: found.separation,
    link: found.cut.link,
    otherLinks: found.otherLinks,
    remaining: factsOf(sides.stays, isDryRun),
    separated: factsOf(sides.goes, isDryRun),
    isRebuilding: refolds.length > 0,
    isDryRun,
  });
}

/** Gives each of the two the journeys that are theirs, and what these look out for. */
async function divide(
  dependencies: SplitDependencies,
  active: ActiveProgram,
  write: ProfileWrite,
  {
    before,
    history,
    now,
  }: { readonly before: Profile; readonly history: SplitHistory; readonly now: number },
): Promise<ProfileWrite> {
  // Read after the person: who begins or ends one meanwhile writes the profile, and then this is decided anew.
  const journeys = await readJourneys(dependencies, before);
  const campaignOf = await campaignsBegunWith(dependencies, active, journeys);
  const divided = divideJourneys(write, before, journeys, isOneAtATimeIn(active));
  const told = tellUnwatched(active.program, divided, journeys, now);
  return lookOutForGoals(active, told, { journeys, campaignOf, events: history.events }, now);
}

/** Of each that is under way its campaign, by the playbook that it keeps. */
async function campaignsBegunWith(
  { playbook }: SplitDependencies,
  active: ActiveProgram,
  journeys: readonly Journey[],
): Promise<(journey: Journey) => Campaign | undefined> {
  const waiting = journeys.filter(mayGoOn);
  const versions = [...new Set(waiting.map(({ playbookVersion }) => playbookVersion))];
  const programs = await mapBounded(versions, VERSIONS_AT_ONCE, async (version) => {
    const begun = version === active.program.version ? active : await playbook.version(version);
    return [version, begun.program] as const;
  });
  const known = new Map(programs);
  return ({ playbookVersion, campaign }) => known.get(playbookVersion)?.campaigns[campaign];
}

/** A person's journeys, in whichever partition they began: of one that is over the goal may still be looked out for. */
async function readJourneys({ journeys }: SplitDependencies, profile: Profile): Promise<readonly Journey[]> {
  const lists = await mapBounded(journeyPartitionsOf(profile), PARTITIONS_AT_ONCE, (id) =>
    journeys.list(id, Number.POSITIVE_INFINITY),
  );
  return lists.flat();
}

function isOneAtATimeIn({ program }: ActiveProgram): (campaign: string) => boolean {
  return (id) => {
    const campaign = program.campaigns[id];
    return campaign !== undefined && isOneAtATime(campaign);
  };
}

/** The id of somebody new is made when it is written. */
function factsOf({ profileId, version, identifiers }: SplitSide, isDryRun: boolean): SideFacts {
  const isUnnamed = isDryRun && profileId !== null && version === 0;
  return { profileId: isUnnamed ? 'new' : profileId, identifiers };
}

function notHeld({ namespaces }: IdentityRules, identifier: string): NotFoundError {
  const { namespace } = splitIdentifier(identifier);
  const known = namespaces.map(({ name }) => name);
  return known.includes(namespace)
    ? new NotFoundError(`the person holds no such ${namespace}`, 'Look at what they hold: maitred who.')
    : new NotFoundError(
        `the playbook has no namespace ${namespace}, and the person holds none`,
        `The playbook knows ${known.join(', ')}.`,
      );
}
