import { MaitredError } from '../../domain/error/maitred-error.ts';

/** Faults of a deployment, not of a record: when they are mended, the same record succeeds. */
const FAULTS_OF_THE_DEPLOYMENT = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'ResourceNotFoundException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'KMSAccessDeniedException',
]);

/**
 * Tells whether a record that failed so can never succeed. An error that is not one of ours counts as that too: it was
 * thrown for this record alone, and in quarantine it is kept with its reason.
 */
export function isPoison(error: unknown): boolean {
  if (!(error instanceof MaitredError)) return true;
  if (error.retryable || error.code === 'misconfigured') return false;
  return !FAULTS_OF_THE_DEPLOYMENT.has((error.cause as Error | undefined)?.name ?? '');
}
