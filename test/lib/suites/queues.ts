import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { resourcesOf, type SynthesizedApp } from '../synthesized-app.ts';

interface Reference {
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly Ref?: string;
}

interface QueueMapping {
  readonly EventSourceArn: Reference;
  readonly FunctionName: Reference;
  readonly FunctionResponseTypes: readonly string[];
}

/** Queues and the rules that fill them. */
export function describeQueues({ service }: SynthesizedApp): void {
  const queues = resourcesOf(service, 'AWS::SQS::Queue');
  const work = queues.filter(([, { Properties }]) => Properties.RedrivePolicy !== undefined);
  const mappings = resourcesOf(service, 'AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties as unknown as QueueMapping)
    .filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt'] !== undefined);

  function propertyOf(logicalId: string | undefined, property: string): unknown {
    return service.toJSON().Resources[logicalId ?? '']?.Properties[property];
  }

  describe('queues', () => {
    test('those that hold work are refold, redrive, campaign, due and the five channels', () => {
      expect(work).toHaveLength(9);
    });

    test.each(work)(
      '%s gives up after ten receives, to a queue that keeps it longer',
      (_id, { Properties }) => {
        const redrive = Properties.RedrivePolicy as {
          deadLetterTargetArn: Reference;
          maxReceiveCount: number;
        };
        const deadLetters = redrive.deadLetterTargetArn['Fn::GetAtt']?.[0];

        expect(redrive.maxReceiveCount).toBe(10);
        expect(propertyOf(deadLetters, 'MessageRetentionPeriod')).toBeGreaterThan(
          Number(Properties.MessageRetentionPeriod),
        );
      },
    );

    test('work is kept for four days, but for the jobs of due, which wake hands out again every minute', () => {
      const kept = (isOfDue: boolean) =>
        work
          .filter(([id]) => /DueWork/.test(id) === isOfDue)
          .map(([, { Properties }]) => Properties.MessageRetentionPeriod);

      expect(new Set(kept(false))).toEqual(new Set([4 * 24 * 3600]));
      expect(kept(true)).toEqual([600]);
    });

    test.each(work)('%s has one consumer that reports failures and has six timeouts to succeed', (id) => {
      const consumers = mappings.filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt']?.[0] === id);

      expect(consumers).toHaveLength(1);
      expect(consumers[0]?.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(propertyOf(id, 'VisibilityTimeout')).toBeGreaterThanOrEqual(
        6 * Number(propertyOf(consumers[0]?.FunctionName.Ref, 'Timeout')),
      );
    });

    test.each(queues)('%s is encrypted and answers over TLS alone', (id, { Properties }) => {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      service.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: id }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      });
    });
  });

  describe('rules', () => {
    const ownBus = { 'Fn::ImportValue': Match.stringLikeRegexp('ExportsOutputRefBus') };

    test('the signals that begin journeys, or take them on, go to campaign', () => {
      service.hasResourceProperties('AWS::Events::Rule', {
        EventBusName: ownBus,
        EventPattern: {
          source: ['maitred'],
          'detail-type': [
            'Segment Entered',
            'Segment Left',
            'Member Included',
            'Event Matched',
            'Date Reached',
            'Journey Event Matched',
          ],
        },
      });
    });

    test.each(['email', 'sms', 'push', 'webhook', 'staff'])(
      'requested messages of %s go to it',
      (channel) => {
        service.hasResourceProperties('AWS::Events::Rule', {
          EventBusName: ownBus,
          EventPattern: {
            source: ['maitred'],
            'detail-type': ['Message Requested'],
            detail: { channel: [channel] },
          },
        });
      },
    );

    test('a failed batch in the bucket goes to redrive, by the default bus where S3 puts it', () => {
      service.hasResourceProperties('AWS::Events::Rule', {
        EventBusName: Match.absent(),
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { bucket: { name: [{ 'Fn::ImportValue': Match.stringLikeRegexp('RefFailures') }] } },
        },
      });
    });

    test('wake is called every minute, and not again for a minute that has passed', () => {
      service.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
      service.resourcePropertiesCountIs(
        'AWS::Lambda::EventInvokeConfig',
        {
          FunctionName: { Ref: Match.stringLikeRegexp('^WakingWake[0-9A-F]{8}$') },
          MaximumRetryAttempts: 0,
          MaximumEventAgeInSeconds: 60,
        },
        1,
      );
    });

    test('every target says how long it is tried and where its dead letters go', () => {
      service.allResourcesProperties('AWS::Events::Rule', {
        Targets: [
          Match.objectLike({
            DeadLetterConfig: { Arn: Match.anyValue() },
            RetryPolicy: {
              MaximumEventAgeInSeconds: Match.anyValue(),
              MaximumRetryAttempts: Match.anyValue(),
            },
          }),
        ],
      });
    });
  });
}
