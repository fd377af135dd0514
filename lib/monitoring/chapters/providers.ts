import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { HOUR } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watched } from '../watched.ts';

/** From here on SES puts an account under review: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html. */
const BOUNCES_UNDER_REVIEW = 0.05;
const COMPLAINTS_UNDER_REVIEW = 0.001;
/** Of the month's budget: what is left should last until somebody has looked. */
const SHARE_OF_SMS_BUDGET = 0.8;

/** What guests' mail servers, and guests, make of our emails. */
export function reputation(): Graph {
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

/** What text messages have cost. */
export function smsSpend({ smsBudgetPerMonth }: Watched): Graph {
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
