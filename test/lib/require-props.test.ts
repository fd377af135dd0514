import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, test } from 'vitest';
import type { MaitredProps } from '../../lib/maitred-props.ts';
import { DEFAULT_THRESHOLDS } from '../../lib/monitoring/alarm-thresholds.ts';
import { requireProps } from '../../lib/require-props.ts';

/** As from JavaScript, or from the CDK context, where anything may come. */
const require = (props: unknown) => () => requireProps(props as MaitredProps);

describe('a property that is not what it can be is refused, with what to use instead', () => {
  test.each<[unknown, string]>([
    [{ stage: null }, 'stage null: use up to 16 lower-case letters'],
    [{ disposable: 'false' }, "disposable 'false': use true or false"],
    [{ disposable: null }, 'disposable null: use true or false'],
    [{ playbook: true }, 'playbook true: use the path of a folder'],
    [{ playbook: '' }, "playbook '': use the path of a folder"],
    [{ env: 'eu-central-1' }, "env 'eu-central-1': use { account: '111122223333', region: 'eu-central-1' }"],
    [{ throttle: {} }, 'throttle.requestsPerSecond undefined: use a number above 0'],
    [{ throttle: 50 }, 'throttle 50: use { requestsPerSecond: 1000, burstRequests: 2000 }'],
    [
      { throttle: { requestsPerSecond: -1, burstRequests: 1 } },
      'throttle.requestsPerSecond -1: use a number above 0',
    ],
    [
      { throttle: { requestsPerSecond: 1, burstRequests: 0 } },
      'throttle.burstRequests 0: use a number above 0',
    ],
    [
      { throttle: { requestsPerSecond: 1, burstRequests: 1, burst: 2 } },
      'there is no burst: use requestsPerSecond, burstRequests',
    ],
    [{ logRetention: 42 }, 'logRetention 42: use one of RetentionDays'],
    [{ codeOf: 'dist' }, "codeOf 'dist': use a function"],
    [{ alarms: true }, 'alarms true: use false, or settings: { budgetPerMonth: 100 }'],
    [{ alarms: null }, 'alarms null: use false, or settings: { budgetPerMonth: 100 }'],
    [{ alarms: { topic: 'arn:aws:sns:…' } }, "alarms.topic 'arn:aws:sns:…': use a topic: new Topic(…)"],
    [{ alarms: { emails: 'night@example.com' } }, "emails 'night@example.com': use a list of addresses"],
    [{ alarms: { emails: [''] } }, "alarms.emails.0 '': use an address"],
    [{ alarms: { budgetPerMonth: 0 } }, 'alarms.budgetPerMonth 0: use a number above 0'],
    [{ alarms: { budgetPerMonth: Number.NaN } }, 'alarms.budgetPerMonth NaN: use a number above 0'],
    [{ alarms: { smsBudgetPerMonth: '10' } }, "alarms.smsBudgetPerMonth '10': use a number above 0"],
    [{ alarms: { budget: 10 } }, 'there is no budget: use topic, emails, budgetPerMonth'],
    [{ alarms: { thresholds: { answerMillis: 1 } } }, 'there is no answerMillis: use serverErrorPercent'],
    [
      { alarms: { thresholds: { answerMilliseconds: 0 } } },
      'alarms.thresholds.answerMilliseconds 0: use a number above 0',
    ],
    [
      { alarms: { thresholds: { timeoutPercent: 900 } } },
      'alarms.thresholds.timeoutPercent 900: use a percentage, above 0 and up to 100',
    ],
  ])('%j', (props, says) => {
    expect(require(props)).toThrow(says);
  });

  test('all of them are named at once', () => {
    expect(require({ disposable: 'no', throttle: 1 })).toThrow(/^disposable 'no': .*\nthrottle 1: /);
  });
});

describe('a property that can be is let through', () => {
  const stack = new Stack(new App(), 'Team');
  const { valueAsNumber } = new CfnParameter(stack, 'Rate', { type: 'Number' });

  test.each<[string, MaitredProps]>([
    ['none', {}],
    ['undefined', { disposable: undefined, alarms: undefined, throttle: undefined } as never],
    ['no alarms', { alarms: false }],
    ['a topic and addresses', { alarms: { topic: new Topic(stack, 'Told'), emails: ['night@example.com'] } }],
    ['every threshold', { alarms: { thresholds: DEFAULT_THRESHOLDS } }],
    ['a threshold left undefined', { alarms: { thresholds: { answerMilliseconds: undefined } } } as never],
    [
      'a figure that CloudFormation fills in',
      { throttle: { requestsPerSecond: valueAsNumber, burstRequests: 1 } },
    ],
    ['logs for ever', { logRetention: RetentionDays.INFINITE }],
    ['a property of a construct around', { houses: 3 } as MaitredProps],
  ])('%s', (_, props) => {
    expect(require(props)).not.toThrow();
  });
});
