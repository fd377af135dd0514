import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';

const CACHE_MILLISECONDS = 5 * 60 * 1000;
const SSM_PREFIX = 'ssm:';

export interface SecretStore {
  /** The text of a secret in Secrets Manager, by ARN. */
  secret(arn: string): Promise<string>;
  /** A secret as the playbook writes it: `ssm:/path` is looked up in Parameter Store, anything else is itself. */
  resolve(reference: string): Promise<string>;
}

/**
 * Reads secrets, each at most once in five minutes.
 * @throws UnavailableError where a retry helps; MaitredError (`secret-missing`) where the secret has no text
 */
export function createSecretStore(clients: {
  readonly secretsManager?: SecretsManagerClient;
  readonly ssm?: SSMClient;
  readonly clock?: () => number;
}): SecretStore {
  const clock = clients.clock ?? Date.now;
  const cache = new Map<string, { readonly text: string; readonly readAt: number }>();

  const cached = async (key: string, read: () => Promise<string | undefined>): Promise<string> => {
    const held = cache.get(key);
    if (held !== undefined && clock() - held.readAt < CACHE_MILLISECONDS) return held.text;
    const text = await read().catch((error: unknown) => {
      throw fromAwsError(`read secret ${key}`, error);
    });
    if (text === undefined || text === '') throw missing(key);
    cache.set(key, { text, readAt: clock() });
    return text;
  };

  return {
    secret: (arn) =>
      cached(arn, async () => {
        if (clients.secretsManager === undefined) throw missing(arn);
        return (await clients.secretsManager.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
      }),
    resolve: async (reference) => {
      if (!reference.startsWith(SSM_PREFIX)) return reference;
      const name = reference.slice(SSM_PREFIX.length);
      return cached(reference, async () => {
        if (clients.ssm === undefined) throw missing(reference);
        const answer = await clients.ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
        return answer.Parameter?.Value;
      });
    },
  };
}

function missing(key: string): MaitredError {
  return new MaitredError(`secret ${key} has no text`, {
    code: 'secret-missing',
    retryable: false,
    status: 500,
    hint: 'Store it under this name, as text.',
  });
}
