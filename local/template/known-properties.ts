/**
 * What the runner knows of each resource type: a property is `true` where the runner does what it says, a text where it has no
 * meaning on this machine (the text says why), or a nested record. Lists are transparent. Anything else stops the runner.
 */
export type KnownProperties = { readonly [property: string]: true | string | KnownProperties };

const NOBODY_ELSE = 'nobody but this machine reaches it';
const ON_THIS_DISK = 'what is here lies on this disk, or in memory';
const FOR_PEOPLE = 'read by people';
const RIGHTS = 'of rights only what functions may do to AWS is enforced here: local/rights';
const DATA_IS_YOURS = 'nothing here deletes data but a reset';

/** A type all of whose properties have no meaning here, because the resource itself has none. */
export const WITHOUT_MEANING: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': RIGHTS,
  'AWS::IAM::Policy': 'what it allows is what functions may do: local/rights',
  'AWS::IAM::ManagedPolicy': RIGHTS,
  'AWS::Lambda::Permission': RIGHTS,
  'AWS::S3::BucketPolicy': RIGHTS,
  'AWS::SQS::QueuePolicy': RIGHTS,
  'AWS::SNS::TopicPolicy': RIGHTS,
  'AWS::Logs::LogGroup': 'functions log to the terminal',
  'AWS::Logs::MetricFilter': 'there is nobody to page',
  'AWS::CloudWatch::Alarm': 'there is nobody to page',
  'AWS::CloudWatch::CompositeAlarm': 'there is nobody to page',
  'AWS::CloudWatch::Dashboard': FOR_PEOPLE,
  'AWS::Logs::QueryDefinition': FOR_PEOPLE,
  'AWS::SNS::Subscription': 'there is nobody to page',
  'AWS::KMS::Key': ON_THIS_DISK,
  'AWS::CDK::Metadata': 'statistics of CDK',
};

export const KNOWN_PROPERTIES: Readonly<Record<string, KnownProperties>> = {
  'AWS::DynamoDB::Table': {
    TableName: true,
    AttributeDefinitions: true,
    KeySchema: true,
    GlobalSecondaryIndexes: true,
    StreamSpecification: { StreamViewType: true },
    BillingMode: 'DynamoDB Local takes what it can',
    DeletionProtectionEnabled: DATA_IS_YOURS,
    PointInTimeRecoverySpecification: ON_THIS_DISK,
    TimeToLiveSpecification: 'it is late and knows no moved clock: whoever reads judges expiry',
    SSESpecification: ON_THIS_DISK,
    Tags: FOR_PEOPLE,
  },
  'AWS::SQS::Queue': {
    QueueName: true,
    VisibilityTimeout: true,
    DelaySeconds: true,
    RedrivePolicy: true,
    MessageRetentionPeriod: true,
    SqsManagedSseEnabled: ON_THIS_DISK,
    KmsMasterKeyId: ON_THIS_DISK,
    Tags: FOR_PEOPLE,
  },
  'AWS::S3::Bucket': {
    BucketName: true,
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    BucketEncryption: ON_THIS_DISK,
    PublicAccessBlockConfiguration: NOBODY_ELSE,
    LifecycleConfiguration: DATA_IS_YOURS,
    VersioningConfiguration: DATA_IS_YOURS,
    OwnershipControls: NOBODY_ELSE,
    Tags: FOR_PEOPLE,
  },
  'AWS::SecretsManager::Secret': {
    Name: true,
    GenerateSecretString: {
      PasswordLength: true,
      ExcludePunctuation: true,
      ExcludeCharacters: true,
      SecretStringTemplate: true,
      GenerateStringKey: true,
    },
    Description: FOR_PEOPLE,
    KmsKeyId: ON_THIS_DISK,
    Tags: FOR_PEOPLE,
  },
  'AWS::SNS::Topic': {
    TopicName: true,
    DisplayName: FOR_PEOPLE,
    KmsMasterKeyId: ON_THIS_DISK,
    Tags: FOR_PEOPLE,
  },
  'AWS::Events::EventBus': { Name: true, Description: FOR_PEOPLE, Tags: FOR_PEOPLE },
  'AWS::Events::Rule': {
    Name: true,
    EventBusName: true,
    EventPattern: true,
    ScheduleExpression: true,
    State: true,
    Description: FOR_PEOPLE,
    Targets: {
      Arn: true,
      Id: true,
      DeadLetterConfig: 'a queue of this machine is always there, and a schedule comes again the next minute',
      RetryPolicy: 'a queue of this machine is always there, and a schedule comes again the next minute',
    },
  },
  'AWS::Lambda::Function': {
    FunctionName: true,
    Code: { S3Key: true, S3Bucket: 'the asset is on this disk' },
    Handler: true,
    Timeout: true,
    MemorySize: true,
    Environment: { Variables: true },
    Runtime: true,
    ReservedConcurrentExecutions: 'one worker thread runs them all',
    Architectures: 'the bundle is JavaScript',
    Role: RIGHTS,
    LoggingConfig: 'functions log to the terminal',
    DeadLetterConfig: 'of the scheduled function: the schedule comes again the next minute',
    TracingConfig: FOR_PEOPLE,
    Description: FOR_PEOPLE,
    Tags: FOR_PEOPLE,
  },
  'AWS::Lambda::EventInvokeConfig': {
    FunctionName: true,
    Qualifier: 'there is one version of a function here',
    MaximumRetryAttempts: 'of the scheduled function: the schedule comes again the next minute',
    MaximumEventAgeInSeconds: 'of the scheduled function: the schedule comes again the next minute',
  },
  'AWS::Lambda::EventSourceMapping': {
    BatchSize: true,
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: true } },
    Enabled: true,
    EventSourceArn: true,
    FilterCriteria: { Filters: { Pattern: true } },
    FunctionName: true,
    FunctionResponseTypes: true,
    MaximumRetryAttempts: true,
    ScalingConfig: { MaximumConcurrency: true },
    StartingPosition: true,
    ParallelizationFactor: 'one batch of a shard at a time, which is what a factor of 1 means; checked',
    MaximumBatchingWindowInSeconds: 'batches go at once: nobody wants to wait at their own machine',
    Tags: FOR_PEOPLE,
  },
  'AWS::ApiGatewayV2::Api': {
    Name: FOR_PEOPLE,
    Description: FOR_PEOPLE,
    ProtocolType: true,
    Tags: FOR_PEOPLE,
  },
  'AWS::ApiGatewayV2::Integration': {
    ApiId: true,
    IntegrationType: true,
    IntegrationUri: true,
    PayloadFormatVersion: true,
  },
  'AWS::ApiGatewayV2::Route': { ApiId: true, RouteKey: true, Target: true, AuthorizationType: true },
  'AWS::ApiGatewayV2::Stage': {
    ApiId: true,
    StageName: true,
    AutoDeploy: 'there is nothing to deploy to',
    AccessLogSettings: 'functions log to the terminal',
    DefaultRouteSettings: 'one machine is its own limit',
    Tags: FOR_PEOPLE,
  },
};
