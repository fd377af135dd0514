import type { BucketModel, IndexModel, QueueModel, SecretModel, TableModel } from './local-model.ts';
import type { ReadResources } from './resource-reader.ts';

export function readTables(read: ReadResources): TableModel[] {
  return read('AWS::DynamoDB::Table').map((resource) => {
    const { properties } = resource;
    return {
      logicalId: resource.logicalId,
      label: resource.label,
      name: resource.name,
      arn: resource.arn(),
      attributes: properties.AttributeDefinitions as TableModel['attributes'],
      keys: properties.KeySchema as TableModel['keys'],
      indexes: (properties.GlobalSecondaryIndexes ?? []) as IndexModel[],
      streamView: (properties.StreamSpecification as { StreamViewType?: string } | undefined)?.StreamViewType,
    };
  });
}

const QUEUE_ATTRIBUTES = ['VisibilityTimeout', 'DelaySeconds', 'MessageRetentionPeriod', 'RedrivePolicy'];

export function readQueues(read: ReadResources): QueueModel[] {
  return read('AWS::SQS::Queue').map((resource) => {
    const attributes: Record<string, string> = {};
    for (const name of QUEUE_ATTRIBUTES) {
      const value = resource.properties[name];
      if (value !== undefined)
        attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
    return { name: resource.name, arn: resource.arn(), attributes };
  });
}

export function readBuckets(read: ReadResources): BucketModel[] {
  return read('AWS::S3::Bucket').map((resource) => {
    const notifications = resource.properties.NotificationConfiguration as
      | { EventBridgeConfiguration?: { EventBridgeEnabled?: boolean } }
      | undefined;
    return {
      name: resource.name,
      arn: resource.arn(),
      sendsEvents: notifications?.EventBridgeConfiguration?.EventBridgeEnabled === true,
    };
  });
}

const DEFAULT_SECRET_LENGTH = 32;

export function readSecrets(read: ReadResources): SecretModel[] {
  return read('AWS::SecretsManager::Secret').map((resource) => {
    const generate = (resource.properties.GenerateSecretString ?? {}) as Record<string, unknown>;
    return {
      name: resource.name,
      arn: resource.arn(),
      length: Number(generate.PasswordLength ?? DEFAULT_SECRET_LENGTH),
      excludePunctuation: generate.ExcludePunctuation === true,
      excluded: String(generate.ExcludeCharacters ?? ''),
    };
  });
}
