import { marshall } from '@aws-sdk/util-dynamodb';
import type { APIGatewayProxyEventV2, Context, DynamoDBStreamEvent } from 'aws-lambda';
import type { JsonObject } from '../../domain/event/json.ts';
import type { Item } from '../../local/cost/item-size.ts';
import type { StreamRecord } from '../../local/mappings/stream-record.ts';

/** The way of events through two functions: what each does for one invocation, to be priced and timed. */
export interface EventPath {
  /** One request with some events of a guest. */
  collect(messages: readonly JsonObject[]): Promise<void>;
  /** Events that were stored and not yet taken, as the stream hands them on. */
  takeBatch(): DynamoDBStreamEvent;
  resolve(batch: DynamoDBStreamEvent): Promise<void>;
}

/** As Lambda calls a function. */
export const CONTEXT = {
  awsRequestId: '6f9619ff-8b86-4d01-b42d-00c04fc964ff',
  getRemainingTimeInMillis: () => 30_000,
} as Context;

/** A request as the HTTP API hands it on. */
export function requestOf(messages: readonly JsonObject[]): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /v1/batch',
    rawPath: '/v1/batch',
    rawQueryString: '',
    headers: { authorization: 'Basic YmVuY2g6', 'content-type': 'application/json', host: 'example.com' },
    requestContext: {
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: 'POST /v1/batch',
      domainName: 'example.com',
      stage: '$default',
      http: { method: 'POST', path: '/v1/batch', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
    },
    body: JSON.stringify({ batch: messages }),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

/** The batch that the stream makes of items that were put. */
export function batchOf(items: readonly Record<string, unknown>[]): DynamoDBStreamEvent {
  const records = items.map(
    (item, index): StreamRecord => ({
      eventID: `event-${index}`,
      eventName: 'INSERT',
      dynamodb: {
        Keys: {},
        NewImage: marshall(item, { removeUndefinedValues: true }) as unknown as Item,
        SequenceNumber: String(index + 1),
      },
    }),
  );
  return { Records: records } as unknown as DynamoDBStreamEvent;
}
