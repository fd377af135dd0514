import { createSnsClient } from '../adapters/sns-client.ts';
import { createStaffPublisher } from '../adapters/staff-publisher.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { wireChannel } from './flows/channel.ts';

/** Lambda's entry: delivers alerts to the staff. */
export const handler = wireChannel('staff', () => {
  const arnPrefix = requireEnvironment(ENVIRONMENT.staffTopicArnPrefix);
  const namePrefix = requireEnvironment(ENVIRONMENT.staffTopicPrefix);
  return createStaffPublisher({ client: createSnsClient(), topicArnPrefix: `${arnPrefix}${namePrefix}` });
});
