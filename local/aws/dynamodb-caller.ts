import { Agent, request } from 'node:http';
import { LOCAL_AUTHORIZATION } from './dynamodb-service.ts';

/** A refusal by DynamoDB Local of the runner's own call. */
export class DynamoDbRefusal extends Error {
  override readonly name = 'DynamoDbRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The runner's own way to DynamoDB Local, which nobody is billed for. */
export type CallDynamoDb = (action: string, parameters: object) => Promise<Record<string, unknown>>;

const STREAM_ACTIONS = new Set(['DescribeStream', 'GetShardIterator', 'GetRecords']);

export function createDynamoDbCaller(port: number): CallDynamoDb {
  const agent = new Agent({ keepAlive: true });
  return async (action, parameters) => {
    const api = STREAM_ACTIONS.has(action) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
    const { status, body } = await post(agent, port, `${api}.${action}`, JSON.stringify(parameters));
    const answer = JSON.parse(body) as Record<string, unknown>;
    if (status === 200) return answer;
    const code = String(answer.__type).split('#').at(-1) ?? '';
    throw new DynamoDbRefusal(code, `${action}: ${code}: ${String(answer.message ?? answer.Message)}`);
  };
}

function post(
  agent: Agent,
  port: number,
  target: string,
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': target,
      authorization: LOCAL_AUTHORIZATION,
    };
    const outgoing = request({ host: '127.0.0.1', port, agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
