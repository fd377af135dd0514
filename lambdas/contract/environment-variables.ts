/** The environment variables that functions are given. Each is set only where the function has the right to use it. */
export const ENVIRONMENT = {
  eventsTable: 'EVENTS_TABLE',
  profilesTable: 'PROFILES_TABLE',
  identitiesTable: 'IDENTITIES_TABLE',
  journeysTable: 'JOURNEYS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  offersTable: 'OFFERS_TABLE',
  venuesTable: 'VENUES_TABLE',
  membersTable: 'MEMBERS_TABLE',
  quarantineTable: 'QUARANTINE_TABLE',
  configTable: 'CONFIG_TABLE',
  /** The bucket of compiled programs and templates. */
  playbooksBucket: 'PLAYBOOKS_BUCKET',
  busName: 'BUS_NAME',
  /** Shard jobs of wake. */
  dueQueueUrl: 'DUE_QUEUE_URL',
  /** Profiles whose history is too long to fold within a stream's batch. */
  refoldQueueUrl: 'REFOLD_QUEUE_URL',
  /** Members of a segment whose schedule's moment has come. */
  campaignQueueUrl: 'CAMPAIGN_QUEUE_URL',
  /** What is held by quiet hours as it was to leave, and webhooks' retries, go back to the channel's own queue. */
  emailQueueUrl: 'EMAIL_QUEUE_URL',
  smsQueueUrl: 'SMS_QUEUE_URL',
  pushQueueUrl: 'PUSH_QUEUE_URL',
  webhookQueueUrl: 'WEBHOOK_QUEUE_URL',
  /** Secrets Manager: the key that signs unsubscribe links. */
  linkSecretArn: 'LINK_SECRET_ARN',
  /** Where guests reach the API: links in messages begin with it. */
  publicUrl: 'PUBLIC_URL',
  /** Topics of staff alerts are named `<prefix><venueId>`. */
  staffTopicPrefix: 'STAFF_TOPIC_PREFIX',
  /** ARN without the topic's name: `arn:aws:sns:<region>:<account>:`. */
  staffTopicArnPrefix: 'STAFF_TOPIC_ARN_PREFIX',
  stage: 'STAGE',
} as const;

export type EnvironmentVariable = (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];
