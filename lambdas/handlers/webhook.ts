import { SSMClient } from '@aws-sdk/client-ssm';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createSecretStore } from '../adapters/secret-store.ts';
import { createWebhookClient } from '../adapters/webhook-client.ts';
import { postToPublicAddress, postWithFetch } from '../adapters/webhook-post.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { isDevelopersMachine } from '../runtime/is-developers-machine.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { wireChannel } from './flows/channel.ts';

/** Lambda's entry: calls webhooks. */
export const handler = wireChannel('webhook', () => {
  // Elsewhere a webhook must not lead into our own network.
  const isLocal = isDevelopersMachine(requireEnvironment(ENVIRONMENT.stage), process.env.AWS_ENDPOINT_URL);
  return createWebhookClient({
    post: isLocal ? postWithFetch : postToPublicAddress,
    resolveSecret: createSecretStore({ ssm: new SSMClient(AWS_CLIENT) }).resolve,
    isLocal,
    // A developer's clock may be moved, the receiver's is not: it would refuse the signature as too new.
    clock: isLocal ? () => performance.timeOrigin + performance.now() : () => Date.now(),
  });
});
