import type { AwsAnswer, AwsCall } from './aws-call.ts';
import type { AwsService } from './aws-endpoint.ts';

/** DynamoDB Local takes only letters and digits as an access key id, and with -sharedDb ignores whose it is. */
export const LOCAL_AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

interface WriteParameters {
  readonly TableName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
}

/** The names of the tables that a call writes. */
export function tablesWritten(call: Pick<AwsCall, 'action' | 'parameters'>): string[] {
  const { TableName, RequestItems, TransactItems } = call.parameters as WriteParameters;
  switch (call.action) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return TableName === undefined ? [] : [TableName];
    case 'BatchWriteItem':
      return Object.keys(RequestItems ?? {});
    case 'TransactWriteItems':
      return (TransactItems ?? []).flatMap((item) =>
        Object.values(item).map((operation) => operation.TableName),
      );
    default:
      return [];
  }
}

/** DynamoDB, passed on to DynamoDB Local; tells of writes, so that stream mappings need not wait for their next poll. */
export function createDynamoDbService(
  forward: (call: AwsCall, authorization: string) => Promise<AwsAnswer>,
  written: (tableName: string) => void,
): AwsService {
  return async (call) => {
    const answer = await forward(call, LOCAL_AUTHORIZATION);
    if (answer.status === 200) for (const tableName of tablesWritten(call)) written(tableName);
    return answer;
  };
}
