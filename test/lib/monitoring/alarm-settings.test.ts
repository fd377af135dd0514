import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, test } from 'vitest';
import { type AlarmThresholds, Maitred, type MaitredProps } from '../../../lib/maitred.ts';
import { alarmsOf } from './alarms-of.ts';

const codeOf = () => Code.fromInline('exports.handler = async () => undefined;');

/** The service of a team that has a topic of its own. */
function serviceWith(props: (topic: Topic) => MaitredProps): Template {
  const team = new Stack(new App(), 'Team');
  const given = props(new Topic(team, 'Alarms'));
  return Template.fromStack(new Maitred(team, 'Maitred', { codeOf, stage: 'test', ...given }).service);
}

const thresholdOf = (service: Template, end: string) =>
  alarmsOf(service).find(({ name }) => name.endsWith(end))?.properties.Threshold;

describe('who is told', () => {
  const service = serviceWith(() => ({ alarms: { emails: ['night@example.com'] } }));

  test('by default a topic of our own, encrypted and over TLS alone, to which only this stage’s alarms are published', () => {
    service.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'maitred-test-alarms',
      KmsMasterKeyId: Match.anyValue(),
    });
    service.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: Match.objectLike({
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: Match.anyValue(),
            }),
          }),
        ]),
      },
    });
  });

  test('CloudWatch may use its key: it could not use the one that AWS manages', () => {
    service.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          }),
        ]),
      },
    });
  });

  test('addresses are subscribed', () => {
    service.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'night@example.com',
    });
  });

  test('a topic of the caller, and then there is none of our own', () => {
    const told = serviceWith((topic) => ({ alarms: { topic } }));

    told.resourceCountIs('AWS::SNS::Topic', 0);
    told.resourceCountIs('AWS::KMS::Key', 0);
    expect(
      alarmsOf(told).every(({ properties }) => JSON.stringify(properties.AlarmActions).includes('Team')),
    ).toBe(true);
  });
});

describe('nobody watches', () => {
  test.each<[string, MaitredProps]>([
    ['a stage that says so', { alarms: false }],
    ['a disposable one', { disposable: true }],
  ])('%s: there is nothing to pay for', (_, props) => {
    const service = serviceWith(() => props);

    for (const type of [
      'CloudWatch::Alarm',
      'CloudWatch::Dashboard',
      'Logs::MetricFilter',
      'KMS::Key',
      'SNS::Topic',
    ])
      service.resourceCountIs(`AWS::${type}`, 0);
  });

  test('a disposable one is watched where it says so', () => {
    expect(alarmsOf(serviceWith(() => ({ disposable: true, alarms: {} }))).length).toBeGreaterThan(0);
  });
});

describe('from where on', () => {
  const service = serviceWith(() => ({
    alarms: { budgetPerMonth: 730, smsBudgetPerMonth: 10, thresholds: { streamBehindMinutes: 5 } },
  }));

  test('a budget is told at four times its pace, that of text messages at four fifths of it', () => {
    expect(thresholdOf(service, '-look-spend')).toBe(4);
    expect(thresholdOf(service, '-look-sms-spend')).toBe(8);
  });

  test('a threshold is as the caller says, the others as we do', () => {
    expect(thresholdOf(service, '-stream-behind-resolve')).toBe(5 * 60_000);
    expect(thresholdOf(service, '-api-slow')).toBe(5_000);
  });

  test('a threshold that the caller leaves undefined is as we say', () => {
    const left = { answerMilliseconds: undefined } as unknown as AlarmThresholds;
    const told = serviceWith(() => ({ alarms: { thresholds: left } }));

    expect(thresholdOf(told, '-api-slow')).toBe(5_000);
  });
});
