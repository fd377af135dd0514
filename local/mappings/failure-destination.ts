import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { PutEvent } from '../aws/event-bus.ts';
import { announceObject } from '../aws/s3-service.ts';
import type { StreamMappingModel } from '../template/local-model.ts';
import type { StreamRecord } from './stream-record.ts';

/**
 * Writes a batch that was given up to the mapping's bucket, in the shape and under the name that Lambda uses, and tells the
 * default bus of it. https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function createFailureDestination(s3Port: number, put: PutEvent, clock: { now(): number }) {
  return async (
    model: StreamMappingModel,
    records: readonly StreamRecord[],
    attempts: number,
  ): Promise<void> => {
    const bucket = model.failureBucket;
    if (bucket === undefined) return;
    const now = new Date(clock.now()).toISOString();
    const shardId = 'shardId-local';
    const key = `aws/lambda/${model.id}/${shardId}/${now.slice(0, 10).replaceAll('-', '/')}/${now.slice(0, 19).replaceAll(':', '.')}-${randomUUID()}`;
    const arrival = (record: StreamRecord | undefined) =>
      new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
    const body = JSON.stringify({
      requestContext: {
        requestId: randomUUID(),
        functionArn: model.fn.arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: now,
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(records[0]),
        approximateArrivalOfLastRecord: arrival(records.at(-1)),
        batchSize: records.length,
        streamArn: records[0]?.eventSourceARN,
      },
      payload: JSON.stringify({ Records: records }),
    });
    await putObject(s3Port, `/${bucket.name}/${key}`, body);
    announceObject(put, bucket, key, Buffer.byteLength(body));
  };
}

function putObject(port: number, path: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
      },
      (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`S3 answered ${response.statusCode} to ${path}`)),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
