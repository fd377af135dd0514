import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createSecretStore } from '../adapters/secret-store.ts';
import { createSesClient, createSesMailer } from '../adapters/ses-mailer.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { wireChannel } from './flows/channel.ts';

/** Lambda's entry: delivers mail. */
export const handler = wireChannel('email', () => {
  const secrets = createSecretStore({ secretsManager: new SecretsManagerClient(AWS_CLIENT) });
  const linkSecretArn = requireEnvironment(ENVIRONMENT.linkSecretArn);
  return createSesMailer({
    client: createSesClient(),
    publicUrl: requireEnvironment(ENVIRONMENT.publicUrl),
    linkSecret: () => secrets.secret(linkSecretArn),
  });
});
