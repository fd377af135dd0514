import { CreateTopicCommand, DeleteTopicCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { AWS_CLIENT } from './aws-client.ts';
import { fromAwsError } from './aws-error.ts';

/** Makes sure that each of these venues has its topic. */
export type EnsureStaffTopics = (venueIds: readonly string[]) => Promise<void>;

/**
 * Creates the SNS topics of venues' staff, named `<prefix><venueId>`; one that is there already stays as it is.
 * @throws UnavailableError where a retry helps
 */
export function createStaffTopics(options: {
  readonly prefix: string;
  readonly client?: SNSClient;
}): EnsureStaffTopics {
  const client = options.client ?? new SNSClient(AWS_CLIENT);
  const create = async (venueId: string): Promise<void> => {
    const command = new CreateTopicCommand({ Name: `${options.prefix}${venueId}` });
    await client.send(command).catch((error: unknown) => {
      throw fromAwsError(`create the topic of venue ${venueId}`, error);
    });
  };
  return async (venueIds) => {
    await Promise.all(venueIds.map(create));
  };
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
