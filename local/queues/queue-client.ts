import { Agent, request } from 'node:http';
import { ACCOUNT } from '../template/template.ts';

export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The runner's own way to the queues: what Lambda's pollers do on AWS. */
export interface QueueClient {
  receive(queueName: string, most: number, waitSeconds: number): Promise<ReceivedMessage[]>;
  delete(queueName: string, receiptHandle: string): Promise<void>;
  /** Makes a received message visible again after this long. */
  release(queueName: string, receiptHandle: string, afterSeconds: number): Promise<void>;
  stop(): void;
}

export function createQueueClient(port: number): QueueClient {
  const agent = new Agent({ keepAlive: true });
  const call = (action: string, queueName: string, parameters: object) =>
    post(agent, port, `AmazonSQS.${action}`, {
      QueueUrl: `http://127.0.0.1:${port}/${ACCOUNT}/${queueName}`,
      ...parameters,
    });
  return {
    async receive(queueName, most, waitSeconds) {
      const answer = await call('ReceiveMessage', queueName, {
        MaxNumberOfMessages: most,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      return (answer.Messages ?? []) as ReceivedMessage[];
    },
    async delete(queueName, ReceiptHandle) {
      await call('DeleteMessage', queueName, { ReceiptHandle });
    },
    async release(queueName, ReceiptHandle, VisibilityTimeout) {
      await call('ChangeMessageVisibility', queueName, { ReceiptHandle, VisibilityTimeout });
    },
    stop: () => agent.destroy(),
  };
}

function post(
  agent: Agent,
  port: number,
  target: string,
  parameters: object,
): Promise<Record<string, unknown>> {
  const body = JSON.stringify(parameters);
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': target,
    };
    const outgoing = request(
      { host: '127.0.0.1', port, agent, method: 'POST', path: '/', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text === '' ? {} : JSON.parse(text));
          else reject(new Error(`${target} was answered ${response.statusCode}: ${text}`));
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
