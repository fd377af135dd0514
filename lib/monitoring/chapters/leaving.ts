import { METRICS, type MetricName } from '../../../lambdas/contract/metrics.ts';
import { calculate, ownMetric, percentOf, sumOverAll, THREE_HOURS } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';
import { reputation, smsSpend } from './providers.ts';
import { CHANNELS, isChannel, waiting } from './waiting.ts';

const MILLISECONDS_A_SECOND = 1_000;

/** Are messages leaving, by channel? */
export function leaving(watched: Watched): Chapter {
  return {
    title: '4 · Leaving',
    question: 'Do messages leave, by which channel, and what becomes of them?',
    graphs: [
      sent(watched),
      failed(watched),
      delivery(watched),
      waiting(watched, ({ consumer }) => isChannel(consumer)),
      reputation(),
      smsSpend(watched),
    ],
  };
}

const byChannel = (stage: string, name: MetricName) =>
  CHANNELS.map((channel) => ownMetric(stage, name, { dimensions: { channel }, label: channel }));

function sent({ stage }: Watched): Graph {
  return {
    title: 'Messages that providers took',
    isStacked: true,
    shows: byChannel(stage, METRICS.messagesSent),
  };
}

function failed({ stage, thresholds }: Watched): Graph {
  return {
    title: 'Messages that failed in three hours, percent, and whose fate is unknown',
    watches: [
      ...CHANNELS.map((channel): Watch => {
        const dimensions = { channel };
        return {
          name: `messages-failing-${channel}`,
          runbook: 'messages-failing',
          severity: 'look',
          says: `Many messages by ${channel} fail: guests do not get what was decided for them.`,
          metric: calculate(
            channel,
            percentOf({
              part: `${channel}Failed`,
              whole: `SUM([${channel}Failed, ${channel}Sent])`,
              atLeast: thresholds.messagesFailedAtLeast,
            }),
            {
              [`${channel}Failed`]: ownMetric(stage, METRICS.messagesFailed, { dimensions }),
              [`${channel}Sent`]: ownMetric(stage, METRICS.messagesSent, { dimensions }),
            },
            THREE_HOURS,
          ),
          threshold: thresholds.messagesFailedPercent,
          inARow: 1,
        };
      }),
      {
        name: 'messages-unknown',
        runbook: 'messages-unknown',
        severity: 'look',
        says: 'A provider’s answer was lost: nobody knows whether the message went out, and it is not sent again.',
        metric: sumOverAll(stage, METRICS.messagesUnknown, 'channel'),
        threshold: 1,
        inARow: 1,
      },
    ],
  };
}

function delivery({ stage, thresholds }: Watched): Graph {
  const took = (statistic: string) =>
    ownMetric(stage, METRICS.decisionToDeliveryMilliseconds, { statistic, label: statistic });
  return {
    title: 'Milliseconds from decision to delivery',
    shows: [took('p50')],
    watches: [
      {
        name: 'messages-late',
        runbook: 'messages-late',
        severity: 'look',
        says: 'Messages leave minutes after they were decided.',
        metric: took('p95'),
        threshold: thresholds.decisionToDeliverySeconds * MILLISECONDS_A_SECOND,
        inARow: 3,
      },
    ],
  };
}
