import { campaignOf, lineUpJourneys } from '../../domain/campaign/journey/line-up-journeys.ts';
import { InvalidInputError, UnavailableError } from '../../domain/error/maitred-error.ts';
import { traceOf } from '../../domain/event/trace.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { DueKey, DueRow } from '../adapters/due-index.ts';
import { BROADCASTS, DUE_SHARDS } from '../contract/tables.ts';
import { logger } from '../runtime/logger.ts';
import { createQueueLoop, type QueueHandler } from '../runtime/queue-loop.ts';
import { type Advanced, advanceJourney } from './flows/advance-journey.ts';
import { bringMessageAgain } from './flows/bring-message-again.ts';
import { type DueLane, drainShard } from './flows/drain-shard.ts';
import type { DueDependencies } from './flows/due-dependencies.ts';
import { createGoingFirst } from './flows/going-first.ts';
import { createKeepBack } from './flows/keep-back.ts';
import { type Broadcasted, runBroadcast } from './flows/run-broadcast.ts';
import { wireDue } from './flows/wire-due.ts';

/** What is left of a function's time when it takes nothing more in hand. */
const RESERVE_MILLISECONDS = 10_000;

/** What time alone brings: memberships that flip, journeys whose wait is over, messages that come to their channel again. */
export function createDue(dependencies: DueDependencies): QueueHandler {
  return createQueueLoop({
    function: 'due',
    quarantine: dependencies.quarantine,
    handle: async (body, context, { isLast: isLastTime }) => {
      const shard = readShard(body);
      const lanes = lanesOf(dependencies, context.awsRequestId, { isLastTime });
      const isTimeUp = () => context.getRemainingTimeInMillis() < RESERVE_MILLISECONDS;
      let failed = 0;
      for (const lane of lanes) failed += await drainShard(dependencies, lane, shard, isTimeUp);
      if (failed > 0) throw new UnavailableError(`what ${failed} due rows of shard ${shard} need`);
    },
  });
}

/** Profiles first: a journey's conditions ask about memberships, which must be those of this moment. */
function lanesOf(
  dependencies: DueDependencies,
  traceId: string,
  time: { readonly isLastTime: boolean },
): readonly DueLane[] {
  const { indexes, clock } = dependencies;
  const touch = (profileId: string) => dependencies.touchProfile(profileId, { now: clock(), traceId });
  const advancing = { ...dependencies, bringUpToDate: touch };
  const takeTurn = createKeepBack(() => dependencies.playbook.active(), time);
  return [
    {
      name: 'profile',
      index: indexes.profiles,
      handle: (key) => touch(idOf(key, 'profileId')),
    },
    {
      name: 'journey',
      index: indexes.journeys,
      line: async (rows) => lineUp(await dependencies.playbook.active(), rows),
      handle: async (key, isTimeUp) => {
        const journeyKey = { profileId: idOf(key, 'profileId'), journeyId: idOf(key, 'journeyId') };
        if (journeyKey.profileId === BROADCASTS)
          return logBroadcast(await runBroadcast(dependencies, journeyKey.journeyId, isTimeUp));
        const look = { ...time, goingFirst: createGoingFirst(advancing, time) };
        const turn = { guest: journeyKey.profileId, campaign: campaignOf(journeyKey) };
        logAdvance(await takeTurn(turn, () => advanceJourney(advancing, journeyKey, look)));
      },
    },
    {
      name: 'delivery',
      index: indexes.deliveries,
      handle: (key) => bringMessageAgain(dependencies, deliveryKeyOf(key)),
    },
  ];
}

function lineUp(active: ActiveProgram, rows: readonly DueRow[]): readonly (readonly DueKey[])[] {
  const due = rows.map(({ key, dueAt }) => {
    return { key, dueAt, profileId: idOf(key, 'profileId'), journeyId: idOf(key, 'journeyId') };
  });
  return lineUpJourneys(active, due).map((line) => line.map(({ key }) => key));
}

function logBroadcast(broadcasted: Broadcasted): void {
  if (broadcasted.result === 'nothing due') return;
  const { result, broadcast } = broadcasted;
  const { id, campaign, telling, last } = broadcast;
  logger.info('broadcast', { id, campaign, result, people: telling?.people ?? last?.people });
}

function logAdvance(advanced: Advanced): void {
  if (advanced.result === 'nothing due') return;
  const { result: decision, detail: reason, journey } = advanced;
  const about = { campaign: journey.campaign, profileId: journey.profileId, ...traceOf(journey) };
  logger.info('decision', { ...about, decision, reason });
}

const deliveryKeyOf = (key: DueKey) => ({
  profileId: idOf(key, 'profileId'),
  deliveryId: idOf(key, 'deliveryId'),
});

function idOf(key: DueKey, name: string): string {
  const id = key[name];
  if (id === undefined) throw new InvalidInputError(`a due row has no ${name}`, { field: name });
  return id;
}

function readShard(body: unknown): number {
  const shard = (body as { readonly shard?: unknown } | null)?.shard;
  if (typeof shard === 'number' && Number.isInteger(shard) && shard >= 0 && shard < DUE_SHARDS) return shard;
  throw new InvalidInputError('the message names no shard', { field: 'shard' });
}

let wired: QueueHandler | undefined;

/** Lambda's entry. */
export const handler: QueueHandler = (event, context) => {
  wired ??= createDue(wireDue());
  return wired(event, context);
};
