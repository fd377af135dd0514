import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AWS_CLIENT } from './aws-client.ts';

/** The document client that every table adapter shares; by default endpoint and region come from the environment. */
export function createDocumentClient(settings: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...AWS_CLIENT, ...settings }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
