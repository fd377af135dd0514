import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
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
