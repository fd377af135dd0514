import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { NOW } from './an-event.ts';

/** What Lambda says of the invocation. */
export const INVOCATION = { awsRequestId: 'invocation-1' };

/** A batch as Lambda hands it over: items that were inserted, their sequence numbers `1`, `2`, … */
export function aStreamEvent(items: readonly Record<string, unknown>[]): DynamoDBStreamEvent {
  const Records = items.map((item, index) => ({
    eventID: `event-${index + 1}`,
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: String(index + 1),
      ApproximateCreationDateTime: NOW / 1000,
      NewImage: marshall(item, { removeUndefinedValues: true }),
    },
  }));
  return { Records: Records as DynamoDBRecord[] };
}
