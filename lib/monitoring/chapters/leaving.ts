import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { calculate, HOUR, ownMetric, sumOverAll } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';
import { CHANNELS, isChannel, waiting } from './waiting.ts';

const MILLISECONDS_A_SECOND = 1_000;
/** So few failed messages in five minutes say nothing of a rate. */
const FEWEST_FAILED = 5;
/** From here on SES puts an account under review: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html. */
const BOUNCES_UNDER_REVIEW = 0.05;
const COMPLAINTS_UNDER_REVIEW = 0.001;
/** Of the month's budget: what is left should last until somebody has looked. */
const SHARE_OF_SMS_BUDGET = 0.8;

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

const byChannel = (stage: string, name: (typeof METRICS)[keyof typeof METRICS]) =>
  CHANNELS.map((channel) => ownMetric(stage, name, { dimensions: { channel }, label: channel }));

function sent({ stage }: Watched): Graph {
  return {
    title: 'Messages that providers took',
    stacked: true,
    shows: byChannel(stage, METRICS.messagesSent),
  };
}

function failed({ stage, thresholds }: Watched): Graph {
  return {
    title: 'Messages that failed, percent, and whose fate is unknown',
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
            `IF(${channel}Failed >= ${FEWEST_FAILED}, 100 * ${channel}Failed / SUM([${channel}Failed, ${channel}Sent]), 0)`,
            {
              [`${channel}Failed`]: ownMetric(stage, METRICS.messagesFailed, { dimensions }),
              [`${channel}Sent`]: ownMetric(stage, METRICS.messagesSent, { dimensions }),
            },
          ),
          threshold: thresholds.messagesFailedPercent,
          inARow: 3,
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

function reputation(): Graph {
  const rate = (name: string, label: string) =>
    new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${name}`,
      statistic: 'Maximum',
      period: HOUR,
      label,
    });
  const about = { runbook: 'email-reputation', severity: 'look', inARow: 1 } as const;
  return {
    title: 'Email: shares that bounced and that were complained about, of the whole account',
    watches: [
      {
        ...about,
        name: 'email-bounces',
        says: 'So many emails bounce that SES may stop the account from sending.',
        metric: rate('BounceRate', 'bounced'),
        threshold: BOUNCES_UNDER_REVIEW,
      },
      {
        ...about,
        name: 'email-complaints',
        says: 'So many guests report emails as spam that SES may stop the account from sending.',
        metric: rate('ComplaintRate', 'complained about'),
        threshold: COMPLAINTS_UNDER_REVIEW,
      },
    ],
  };
}

function smsSpend({ smsBudgetPerMonth }: Watched): Graph {
  return {
    title: 'Text messages: dollars this month, of the whole account',
    watches: [
      {
        name: 'sms-spend',
        runbook: 'sms-spend',
        severity: 'look',
        says: 'Text messages have cost four fifths of the month’s budget. At SNS’s own limit they stop.',
        metric: new Metric({
          namespace: 'AWS/SNS',
          metricName: 'SMSMonthToDateSpentUSD',
          statistic: 'Maximum',
          period: HOUR,
          label: 'dollars',
        }),
        threshold: SHARE_OF_SMS_BUDGET * smsBudgetPerMonth,
        inARow: 1,
      },
    ],
  };
}
