import { SSMClient } from '@aws-sdk/client-ssm';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createSecretStore } from '../adapters/secret-store.ts';
import { createWebhookClient } from '../adapters/webhook-client.ts';
import { postToPublicAddress, postWithFetch } from '../adapters/webhook-post.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { wireChannel } from './flows/channel.ts';

/** The stage that runs on a developer's machine. */
const LOCAL_STAGE = 'local';

/** Lambda's entry: calls webhooks. */
export const handler = wireChannel('webhook', () => {
  const isLocal = requireEnvironment(ENVIRONMENT.stage) === LOCAL_STAGE;
  return createWebhookClient({
    post: isLocal ? postWithFetch : postToPublicAddress,
    resolveSecret: createSecretStore({ ssm: new SSMClient(AWS_CLIENT) }).resolve,
    isLocal,
    clock: () => Date.now(),
  });
});
