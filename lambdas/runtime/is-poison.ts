import { MaitredError } from '../../domain/error/maitred-error.ts';

/** Codes of our own for faults of a deployment, not of a record: when they are mended, the same record succeeds. */
const DEPLOYMENT_CODES = new Set([
  'misconfigured',
  'object-refused',
  'playbook-missing',
  'playbook-broken',
  'secret-missing',
]);

/** What AWS calls such faults: a right, a key, a table, a queue or a secret is missing, or the credentials are not good. */
const DEPLOYMENT_ERRORS = new Set([
  'AuthorizationError',
  'AuthorizationErrorException',
  'CredentialsProviderError',
  'DecryptionFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidKeyId',
  'InvalidSecurity',
  'InvalidSecurityException',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'NoSuchBucket',
  'NotAuthorized',
  'NotAuthorizedException',
  'OptInRequired',
  'ParameterNotFound',
  'ParameterVersionNotFound',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'ResourceNotFoundException',
  'SignatureDoesNotMatch',
  'SubscriptionRequiredException',
  'UnrecognizedClientException',
]);
/** Families of such names: AccessDenied, AccessDeniedException; KMSDisabledException, KmsAccessDenied. */
const DEPLOYMENT_FAMILIES = /^(AccessDenied|KMS)/i;

/** Causes of causes that are looked at. */
const DEEPEST_CAUSE = 5;

/**
 * Tells whether a record that failed so can never succeed. An error that is not one of ours counts as that too: it was
 * thrown for this record alone, and in quarantine it is kept with its reason.
 */
export function isPoison(error: unknown): boolean {
  if (isFaultOfDeployment(error)) return false;
  return !(error instanceof MaitredError && error.retryable);
}

interface AwsFailure {
  readonly name?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function isFaultOfDeployment(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST_CAUSE) return false;
  if (error instanceof MaitredError && DEPLOYMENT_CODES.has(error.code)) return true;
  const { name = '', cause, $metadata } = error as AwsFailure;
  if (DEPLOYMENT_ERRORS.has(name) || DEPLOYMENT_FAMILIES.test(name)) return true;
  if ($metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403) return true;
  return isFaultOfDeployment(cause, depth + 1);
}
