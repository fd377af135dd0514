import { MaitredError } from '../../domain/error/maitred-error.ts';

export interface EnvironmentCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Stands in the bundles for the AWS SDK's default chain of credential providers (lib/bundle-options.ts): Lambda gives
 * credentials by the environment alone, and the rest of the chain (profiles, single sign-on, instance metadata) would be a
 * fifth of the SDK that a cold start loads.
 * @throws {MaitredError} `misconfigured` where the environment has none
 */
export function defaultProvider(): () => Promise<EnvironmentCredentials> {
  return async () => {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN,
    } = process.env;
    if (!accessKeyId || !secretAccessKey) {
      throw new MaitredError('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set', {
        code: 'misconfigured',
        retryable: false,
        status: 500,
        hint: 'Set both: a bundled function takes credentials from nowhere else.',
      });
    }
    return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) };
  };
}
