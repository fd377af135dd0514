import { SQSClient } from '@aws-sdk/client-sqs';
import {
  type Asked,
  CAMPAIGN_TYPES,
  type CampaignSignal,
  lineUpSignals,
} from '../../domain/campaign/journey/line-up-signals.ts';
import type { TriggerSignal } from '../../domain/campaign/journey/occurrence.ts';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import { traceOf } from '../../domain/event/trace.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { JourneyEventMatched, Signal } from '../../domain/profile/signal.ts';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createBroadcastStore } from '../adapters/broadcast-store.ts';
import { createDecisionStore } from '../adapters/decision-store.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventStore } from '../adapters/event-store.ts';
import { createJourneyStore } from '../adapters/journey-store.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { createQueueSender } from '../adapters/queue-sender.ts';
import { createReleaseSlots } from '../adapters/release-slots.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { isPoison } from '../runtime/is-poison.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { createQueueLoop, type QueueHandler, type QueueLoopOptions } from '../runtime/queue-loop.ts';
import { readSignal } from '../runtime/read-signal.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { advanceJourney } from './flows/advance-journey.ts';
import { beginJourney } from './flows/begin-journey.ts';
import { createGoingFirst, type GoingFirstDependencies } from './flows/going-first.ts';
import type { GoingFirst } from './flows/journey-dependencies.ts';
import { createKeepBack } from './flows/keep-back.ts';
import { programSince } from './flows/program-for.ts';
import { recordGoal } from './flows/record-goal.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export type CampaignDependencies = GoingFirstDependencies & Pick<QueueLoopOptions, 'quarantine'>;

/** From signals to decisions: begins journeys and runs their first steps, and takes on those that waited for an event. */
export function createCampaign(dependencies: CampaignDependencies): QueueHandler {
  return createQueueLoop({
    function: 'campaign',
    quarantine: dependencies.quarantine,
    // Decisions about one guest would only get into each other's way.
    keyOf: (body) =>
      (body as { detail?: { profileId?: unknown } } | null)?.detail?.profileId?.toString() ?? '',
    handle: async (body, _context, { isLast: isLastTime }) => {
      const signal = readSignal(body, CAMPAIGN_TYPES);
      const active = await programSince(dependencies.playbook, ordinalOf(signal));
      await decideAll(dependencies, active, signal, { isLastTime });
    },
  });
}

/** The newest deploy that a signal and those beside it come from; 0: which campaigns they begin, they say themselves. */
function ordinalOf(signal: Signal): number {
  const ordinals = [signal, ...(signal.beside ?? [])].map((each) => ('ordinal' in each && each.ordinal) || 0);
  return Math.max(...ordinals);
}

/** An event came that a journey looks out for. */
async function takeOn(
  dependencies: CampaignDependencies,
  signal: JourneyEventMatched,
  { isLastTime }: Time,
): Promise<void> {
  const { journeyProfileId: profileId, journeyId, campaign } = signal;
  const about = { signal: signal.id, campaign, profileId: signal.profileId, ...traceOf(signal) };
  if (signal.watch === 'goal') {
    logger.info('goal', { ...about, result: await recordGoal(dependencies, signal) });
    return;
  }
  const woken = { isWoken: true, notBefore: signal.at, isLastTime };
  const advanced = await advanceJourney(dependencies, { profileId, journeyId }, woken);
  if (advanced.result === 'nothing due') return;
  logger.info('decision', { ...about, decision: advanced.result, reason: advanced.detail });
}

/**
 * Each campaign is decided by itself, in falling priority. What one fails on does not keep the guest out of another; where it may
 * pass, those that want room under the same caps come again with it.
 */
async function decideAll(
  dependencies: CampaignDependencies,
  active: ActiveProgram,
  lead: CampaignSignal,
  time: Time,
): Promise<void> {
  const failures: unknown[] = [];
  const goingFirst = createGoingFirst(dependencies, time);
  const takeTurn = createKeepBack(async () => active, time);
  let profile: Profile | undefined;
  const decide = async ({ campaign, signal }: Asked): Promise<Profile | undefined> => {
    if (signal.type !== 'Journey Event Matched')
      return begin(dependencies, campaign, { signal, known: profile, goingFirst });
    await takeOn(dependencies, signal, time);
    // Whoever was read before is not who they are any more.
    return undefined;
  };
  for (const asked of lineUpSignals(active, lead)) {
    try {
      const turn = { guest: lead.profileId, campaign: asked.campaign };
      profile = await takeTurn(turn, () => decide(asked));
    } catch (error) {
      profile = undefined;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.find((error) => !isPoison(error)) ?? failures[0];
}

/** Whether nothing hands the signal out again. */
interface Time {
  readonly isLastTime: boolean;
}

interface Beginning {
  readonly signal: TriggerSignal;
  readonly known: Profile | undefined;
  readonly goingFirst: GoingFirst;
}

/** @returns the profile as it is known now */
async function begin(
  dependencies: CampaignDependencies,
  campaign: string,
  { signal, known, goingFirst }: Beginning,
): Promise<Profile | undefined> {
  const {
    result: decision,
    detail: reason,
    profile,
  } = await beginJourney(dependencies, campaign, signal, known, goingFirst);
  const about = { signal: signal.id, campaign, profileId: signal.profileId, ...traceOf(signal) };
  logger.info('decision', { ...about, decision, reason });
  return profile;
}

let wired: QueueHandler | undefined;

/** Lambda's entry. */
export const handler: QueueHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): QueueHandler {
  const client = createDocumentClient();
  const profilesTable = requireEnvironment(ENVIRONMENT.profilesTable);
  const refolds = createQueueSender({
    client: new SQSClient(AWS_CLIENT),
    queueUrl: requireEnvironment(ENVIRONMENT.refoldQueueUrl),
  });
  const tables = {
    profilesTable,
    journeysTable: requireEnvironment(ENVIRONMENT.journeysTable),
    deliveriesTable: requireEnvironment(ENVIRONMENT.deliveriesTable),
    eventsTable: requireEnvironment(ENVIRONMENT.eventsTable),
  };
  return createCampaign({
    profiles: createProfileStore({ client, profilesTable, identitiesTable: '' }),
    decisions: createDecisionStore({ client, ...tables }),
    journeys: createJourneyStore({ client, ...tables }),
    broadcasts: createBroadcastStore({ client, ...tables }),
    events: createEventStore({ client, ...tables }),
    slots: createReleaseSlots({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable: requireEnvironment(ENVIRONMENT.configTable),
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    quarantine: wireQuarantine(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    // A deploy came between the event and this decision: seldom, so folding anew is left to the function that does it.
    bringUpToDate: async (profileId) => {
      await refolds.send([{ profileId }]);
      throw new UnavailableError(`profile ${profileId} in the active playbook's terms`);
    },
    clock: () => Date.now(),
  });
}
