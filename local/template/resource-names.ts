import type { ResourceNames } from './resolver.ts';
import { ACCOUNT, arnOf, PARTITION, REGION, type StackTemplate, UnknownTemplatePart } from './template.ts';

/** The addresses that are known only once the runner listens. */
export interface Addresses {
  /** Of the local AWS endpoint. */
  readonly awsUrl: string;
  /** Where guests reach the API. */
  readonly publicUrl: string;
}

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SecretsManager::Secret': 'Name',
};

/** What a resource is called: by its name property, else stack and logical id, as CloudFormation would make up. */
export function physicalName(stack: StackTemplate, logicalId: string): string {
  const resource = resourceOf(stack, logicalId);
  const given = resource.Properties?.[NAME_PROPERTIES[resource.Type] ?? ''];
  if (typeof given === 'string') return given;
  const name = `${stack.stackName}-${logicalId}`;
  return resource.Type === 'AWS::S3::Bucket' ? name.toLowerCase().slice(0, 63) : name;
}

/** The ARN by which other resources name this one. */
export function arnOfResource(stack: StackTemplate, logicalId: string): string {
  const name = physicalName(stack, logicalId);
  const { Type } = resourceOf(stack, logicalId);
  const make = ARNS[Type];
  if (make === undefined)
    throw new UnknownTemplatePart(`${stack.stackName}: the ARN of ${logicalId} (${Type})`);
  return make(name);
}

const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::DynamoDB::Table': (name) => arnOf('dynamodb', `table/${name}`),
  'AWS::SQS::Queue': (name) => arnOf('sqs', name),
  'AWS::S3::Bucket': (name) => `arn:${PARTITION}:s3:::${name}`,
  'AWS::Events::EventBus': (name) => arnOf('events', `event-bus/${name}`),
  'AWS::Events::Rule': (name) => arnOf('events', `rule/${name}`),
  'AWS::Lambda::Function': (name) => arnOf('lambda', `function:${name}`),
  'AWS::SNS::Topic': (name) => arnOf('sns', name),
  'AWS::SecretsManager::Secret': (name) => arnOf('secretsmanager', `secret:${name}`),
  'AWS::IAM::Role': (name) => `arn:${PARTITION}:iam::${ACCOUNT}:role/${name}`,
  'AWS::Logs::LogGroup': (name) => arnOf('logs', `log-group:${name}:*`),
  'AWS::KMS::Key': (name) => arnOf('kms', `key/${name}`),
};

/** The types whose Ref is their ARN. */
const REF_IS_ARN = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);

/** Names and attributes of every resource type that the runner knows. */
export function createResourceNames(addresses: Addresses): ResourceNames {
  return {
    ref(stack, logicalId) {
      const { Type } = resourceOf(stack, logicalId);
      if (Type === 'AWS::SQS::Queue')
        return `${addresses.awsUrl}/${ACCOUNT}/${physicalName(stack, logicalId)}`;
      return REF_IS_ARN.has(Type) ? arnOfResource(stack, logicalId) : physicalName(stack, logicalId);
    },
    attribute(stack, logicalId, attribute) {
      const { Type } = resourceOf(stack, logicalId);
      if (attribute === 'Arn') return arnOfResource(stack, logicalId);
      switch (`${Type}.${attribute}`) {
        case 'AWS::DynamoDB::Table.StreamArn':
          return `${arnOfResource(stack, logicalId)}/stream/local`;
        case 'AWS::SQS::Queue.QueueName':
        case 'AWS::Events::EventBus.Name':
          return physicalName(stack, logicalId);
        case 'AWS::ApiGatewayV2::Api.ApiEndpoint':
          return addresses.publicUrl;
        case 'AWS::ApiGatewayV2::Api.ApiId':
          return physicalName(stack, logicalId);
        default:
          throw new UnknownTemplatePart(
            `${stack.stackName}: attribute ${attribute} of ${logicalId} (${Type}) in ${REGION}`,
          );
      }
    },
  };
}

function resourceOf(stack: StackTemplate, logicalId: string) {
  const resource = stack.resources[logicalId];
  if (resource === undefined)
    throw new UnknownTemplatePart(`${stack.stackName}: a reference to ${logicalId}, which is not there`);
  return resource;
}
