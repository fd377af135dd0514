import { CreateTopicCommand, DeleteTopicCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { AWS_CLIENT } from './aws-client.ts';
import { fromAwsError } from './aws-error.ts';

/** Makes sure that each of these venues has its topic. */
export type EnsureStaffTopics = (venueIds: readonly string[]) => Promise<void>;

/** The key that AWS keeps for SNS: whoever may publish may use it, and it costs nothing until it is used. */
const AWS_OWN_KEY = 'alias/aws/sns';

/**
 * Creates the SNS topics of venues' staff, named `<prefix><venueId>`: encrypted, and over TLS alone. One that is there already
 * stays as it is.
 * @param options.arnPrefix ARN without the topic's name
 * @throws UnavailableError where a retry helps
 */
export function createStaffTopics(options: {
  readonly prefix: string;
  readonly arnPrefix: string;
  readonly client?: SNSClient;
}): EnsureStaffTopics {
  const { prefix, arnPrefix, client = new SNSClient(AWS_CLIENT) } = options;
  const create = async (venueId: string): Promise<void> => {
    const Name = `${prefix}${venueId}`;
    const Attributes = { KmsMasterKeyId: AWS_OWN_KEY, Policy: overTlsAlone(`${arnPrefix}${Name}`) };
    await client.send(new CreateTopicCommand({ Name, Attributes })).catch((error: unknown) => {
      if (!isThereAlready(error)) throw fromAwsError(`create the topic of venue ${venueId}`, error);
    });
  };
  return async (venueIds) => {
    await Promise.all(venueIds.map(create));
  };
}

/** Who may use the topic is decided by the rights of whom it is asked; this only takes away. */
function overTlsAlone(topicArn: string): string {
  const Statement = {
    Sid: 'TlsAlone',
    Effect: 'Deny',
    Principal: '*',
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}

/** SNS refuses to create a topic that is there with other attributes: somebody has changed them since. */
function isThereAlready(error: unknown): boolean {
  return /already exists with different attributes/i.test((error as Error).message);
}

/**
 * Deletes every topic whose name begins so, with its subscriptions. No list of them is kept anywhere but in SNS.
 * @throws UnavailableError where a retry helps
 */
export async function removeStaffTopics(
  prefix: string,
  client: SNSClient = new SNSClient(AWS_CLIENT),
): Promise<void> {
  try {
    const arns: string[] = [];
    for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
      arns.push(...Topics.map(({ TopicArn = '' }) => TopicArn));
    }
    const ours = arns.filter((arn) => arn.split(':').at(-1)?.startsWith(prefix));
    for (const TopicArn of ours) await client.send(new DeleteTopicCommand({ TopicArn }));
  } catch (error) {
    throw fromAwsError(`delete the topics ${prefix}*`, error);
  }
}
