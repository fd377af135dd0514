import type {
  APIGatewayProxyStructuredResultV2,
  Context,
  DynamoDBBatchResponse,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { outcomeOfAwsError } from '../../../lambdas/adapters/provider-outcome.ts';
import type { ApiKey } from '../../../lambdas/contract/api-key.ts';
import { createAnnounce } from '../../../lambdas/handlers/announce.ts';
import { createCampaign } from '../../../lambdas/handlers/campaign.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import { createDue } from '../../../lambdas/handlers/due.ts';
import { createChannel } from '../../../lambdas/handlers/flows/channel.ts';
import { planBroadcasts } from '../../../lambdas/handlers/flows/plan-broadcasts.ts';
import { readMemberships } from '../../../lambdas/handlers/flows/read-memberships.ts';
import { touchProfile } from '../../../lambdas/handlers/flows/touch-profile.ts';
import { createMembers } from '../../../lambdas/handlers/members.ts';
import { createRebuild } from '../../../lambdas/handlers/rebuild.ts';
import { createRedrive } from '../../../lambdas/handlers/redrive.ts';
import { createRefold } from '../../../lambdas/handlers/refold.ts';
import { createResolve } from '../../../lambdas/handlers/resolve.ts';
import { createSplit } from '../../../lambdas/handlers/split.ts';
import { createWake } from '../../../lambdas/handlers/wake.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import type { KeyChecks } from '../../../lambdas/runtime/key-checks.ts';
import { aKey } from '../a-collector.ts';
import type { FunctionCopy } from './function-copy.ts';
import { type HttpCall, toHttpEvent } from './http-event.ts';
import { SimulatedLambda } from './simulated-lambda.ts';
import { type Surroundings, wireAdapters } from './wire-adapters.ts';
import type { World } from './world.ts';

/** By the secret under which they call. */
const KEYS = new Map<string, ApiKey>([
  ['server', aKey()],
  ['admin', aKey({ keyId: 'key-3', scopes: ['admin'] })],
  ['browser', aKey({ keyId: 'key-2', type: 'browser', source: 'web' })],
]);

/** Keys are found at once, and none is limited. */
const CHECKS: KeyChecks = {
  findKey: async (secret) => KEYS.get(secret),
  limitKey: async () => undefined,
  writeMetrics: () => {},
};

type Adapters = ReturnType<typeof wireAdapters>;
type Called = SimulatedLambda<HttpCall, APIGatewayProxyStructuredResultV2>;
type Queued = SimulatedLambda<SQSEvent, SQSBatchResponse>;
type Streamed = SimulatedLambda<DynamoDBStreamEvent, DynamoDBBatchResponse>;

/** The functions of a house. Another function has its place here, and its trigger in simulated-house.ts. */
export interface SimulatedFunctions {
  readonly collect: Called;
  readonly split: Called;
  readonly rebuild: Called;
  readonly resolve: Streamed;
  readonly announce: Streamed;
  readonly members: Streamed;
  readonly refold: Queued;
  readonly redrive: Queued;
  readonly campaign: Queued;
  readonly due: Queued;
  readonly email: Queued;
  readonly wake: SimulatedLambda<null, void>;
  /** The last step of a deploy: the rows of its schedules. */
  readonly plan: SimulatedLambda<Program, void>;
}

/** Makes the real functions over what is simulated. */
export function createFunctions(world: World, surroundings: Surroundings): SimulatedFunctions {
  const called = (name: string, create: (adapters: Adapters & KeyChecks) => HttpHandler) =>
    new SimulatedLambda<HttpCall, APIGatewayProxyStructuredResultV2>(world, name, (copy) => {
      const handle = create({ ...wireAdapters(copy, surroundings), ...CHECKS });
      return (call) => handle(toHttpEvent(call, copy.invocationId), {} as Context);
    });
  const queued = (name: string, create: (adapters: Adapters, copy: FunctionCopy) => QueueFunction) =>
    new SimulatedLambda<SQSEvent, SQSBatchResponse>(world, name, (copy) => {
      const handle = create(wireAdapters(copy, surroundings), copy);
      return (event) => handle(event, contextOf(copy));
    });
  const streamed = (name: string, create: (adapters: Adapters) => StreamFunction) =>
    new SimulatedLambda<DynamoDBStreamEvent, DynamoDBBatchResponse>(world, name, (copy) => {
      const handle = create(wireAdapters(copy, surroundings));
      return (event) => handle(event, contextOf(copy));
    });
  return {
    collect: called('collect', createCollect),
    split: called('split', createSplit),
    rebuild: called('rebuild', (adapters) => createRebuild(rebuilding(adapters))),
    resolve: streamed('resolve', (adapters) => createResolve(resolving(adapters))),
    announce: streamed('announce', createAnnounce),
    members: streamed('members', createMembers),
    refold: queued('refold', (adapters) => createRefold(resolving(adapters))),
    redrive: queued('redrive', (adapters) =>
      createRedrive({
        ...adapters,
        eventsTable: 'Events',
        profilesTable: 'Profiles',
        resolve: createResolve(resolving(adapters)),
        announce: createAnnounce(adapters),
        members: createMembers({
          ...adapters,
          bringUpToDate: (changes) => readMemberships(adapters.profiles, changes),
        }),
        // Nothing is counted here: the tables of journeys and messages have no streams.
        statistics: async () => ({ batchItemFailures: [] }),
      }),
    ),
    campaign: queued('campaign', (adapters) =>
      createCampaign({ ...adapters, bringUpToDate: (profileId) => askForRefold(adapters, profileId) }),
    ),
    due: queued('due', createDueFunction),
    email: queued('email', createEmail),
    wake: new SimulatedLambda(world, 'wake', (copy) => {
      const handle = createWake(wireAdapters(copy, surroundings).dueQueue);
      return () => handle();
    }),
    plan: new SimulatedLambda(world, 'plan', (copy) => {
      const adapters = wireAdapters(copy, surroundings);
      return (program) => planBroadcasts(adapters, program);
    }),
  };
}

type QueueFunction = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
type StreamFunction = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

const contextOf = (copy: FunctionCopy): Context =>
  ({
    awsRequestId: copy.invocationId,
    getRemainingTimeInMillis: copy.remainingMilliseconds,
  }) as Context;

function rebuilding(adapters: Adapters & KeyChecks) {
  const { profiles: profileStore, playbook: playbookStore, pause: pauseForEvents } = adapters;
  return { ...adapters, profileStore, playbookStore, pauseForEvents };
}

function resolving(adapters: Adapters) {
  const { profiles: profileStore, playbook: playbookStore, clock: now } = adapters;
  return { ...adapters, profileStore, playbookStore, now };
}

async function askForRefold({ refoldQueue }: Adapters, profileId: string): Promise<never> {
  await refoldQueue.send([{ profileId }]);
  throw new UnavailableError(`profile ${profileId} in the active playbook's terms`);
}

const NO_CHANNEL = { send: () => Promise.reject(new Error('the house has only mail')) };

function createDueFunction(adapters: Adapters): QueueFunction {
  return createDue({
    ...adapters,
    touchProfile: (profileId, invocation) => touchProfile(resolving(adapters), profileId, invocation),
    channelQueues: { email: adapters.emailQueue, sms: NO_CHANNEL, push: NO_CHANNEL, webhook: NO_CHANNEL },
  });
}

function createEmail(adapters: Adapters, copy: FunctionCopy): QueueFunction {
  const { mailbox } = adapters;
  return createChannel({
    ...adapters,
    channel: 'email',
    send: async (message, { deliveryProfileId, deliveryId }) => {
      const to = message.channel === 'email' ? message.to : '';
      const mail = { to, row: `${deliveryProfileId} ${deliveryId}` };
      try {
        await copy.call('SendRawEmail', () => mailbox.add(mail));
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOfAwsError('SES', error);
      }
    },
  });
}
