import type { FunctionName } from '../../../lambdas/contract/functions.ts';
import type { WorkQueue } from '../../constructs/work-queue.ts';
import { FIVE_MINUTES } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';

/** After three receives SQS no longer counts a message as the oldest: what waits longer than four is not one that fails. */
const RECEIVES = 4;
const SECONDS_A_MINUTE = 60;

export const CHANNELS = [
  'email',
  'sms',
  'push',
  'webhook',
  'staff',
] as const satisfies readonly FunctionName[];

export const isChannel = (name: FunctionName) => CHANNELS.some((channel) => channel === name);

/** Work on what is past: nobody waits for it. */
export const isFolding = (name: FunctionName) => name === 'refold' || name === 'redrive';

/** How long the oldest message of each of these queues waits. */
export function waiting(watched: Watched, isTold: (queue: WorkQueue) => boolean): Graph {
  const queues = watched.observed.workQueues.filter(isTold);
  return {
    title: 'Seconds that the oldest message waits',
    watches: queues.map((queue) => waits(watched, queue)),
  };
}

function waits({ thresholds }: Watched, work: WorkQueue): Watch {
  const { consumer } = work;
  return {
    name: `queue-waits-${consumer}`,
    runbook: 'queue-waits',
    severity: isFolding(consumer) ? 'look' : 'page',
    says: `What ${consumer} has to do waits in its queue.`,
    metric: work.queue.metricApproximateAgeOfOldestMessage({
      statistic: 'Maximum',
      period: FIVE_MINUTES,
      label: consumer,
    }),
    threshold: longestWaitSeconds(work, thresholds.queueWaitMinutes * SECONDS_A_MINUTE),
    inARow: 2,
  };
}

/** Never as long as a message is kept: one that is dropped is not old any more. */
function longestWaitSeconds({ visibilityTimeout, retention }: WorkQueue, wantedSeconds: number): number {
  const withoutFailing = Math.max(wantedSeconds, RECEIVES * visibilityTimeout.toSeconds());
  return Math.min(withoutFailing, retention.toSeconds() / 2);
}
