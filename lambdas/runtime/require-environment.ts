import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { EnvironmentVariable } from '../contract/environment-variables.ts';

/** Reads an environment variable that the deployment must have set; a missing one stops the function at once. */
export function requireEnvironment(name: EnvironmentVariable): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new MaitredError(`environment variable ${name} is not set`, {
      code: 'misconfigured',
      retryable: false,
      status: 500,
      hint: 'Deploy the service stack again: its constructs set it where they grant the right.',
    });
  }
  return value;
}
