import type { SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';

/** The provider answered that it took nothing, and may later. */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'LimitExceededException',
  'KMSThrottlingException',
]);

/** The account or the deployment must be mended: no message is at fault, and once it is mended the same message leaves. */
const ACCOUNT_FAULTS = new Set([
  'AccountSendingPausedException',
  'ConfigurationSetDoesNotExistException',
  'ConfigurationSetSendingPausedException',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'FromEmailAddressNotVerifiedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'PlatformApplicationDisabledException',
  'ProductionAccessNotGrantedException',
  'ResourceNotFoundException',
]);
/** Families of such names: AccessDenied, AccessDeniedException; KMSDisabledException. */
const ACCOUNT_FAULT_FAMILIES = /^(AccessDenied|KMS|ConfigurationSetDoesNotExist|MailFromDomainNotVerified)/;
/** SES says in words alone whether it refuses the mail or the account that sends it. */
const REJECTS_THE_ACCOUNT = /not verified|sending (is )?(paused|suspended|disabled)/i;

/** No connection was made, so no request was written. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The SDK's own words where `connectionTimeout` is over: they have no code. */
const CONNECTION_TIMEOUT = 'did not establish a connection';

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Tells what a failed call to AWS means for a message. Only an answer that says so, or a connection that was never made, is
 * certain not to have been accepted; whatever was lost on the way is unknown. What is the account's fault is no reason to
 * give a message up: the queue brings it again. The client must not retry by itself.
 */
export function outcomeOfAwsError(provider: string, error: unknown): SendOutcome {
  const failure = error as Failure;
  const name = failure.name ?? 'Error';
  const why = `${provider}: ${name}`;
  const status = failure.$metadata?.httpStatusCode;
  if (THROTTLED.has(name) || status === 429 || status === 503) return { kind: 'not accepted', why };
  if (isAccountFault(failure)) return { kind: 'not accepted', why };
  if (isNotConnected(failure)) return { kind: 'not accepted', why: `${provider} cannot be reached` };
  if (status !== undefined && status >= 400 && status < 500) return { kind: 'refused', why };
  return { kind: 'unknown', why };
}

function isAccountFault({ name = '', code, message = '', $metadata }: Failure): boolean {
  // Our own provider of credentials found none, so nothing was sent.
  if (code === 'misconfigured') return true;
  if (ACCOUNT_FAULTS.has(name) || ACCOUNT_FAULT_FAMILIES.test(name)) return true;
  if ($metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403) return true;
  return name === 'MessageRejected' && REJECTS_THE_ACCOUNT.test(message);
}

/** Tells whether a call failed before a connection stood. */
export function isNotConnected(error: unknown): boolean {
  const { code, message, cause } = (error ?? {}) as Failure;
  if (code !== undefined && NOT_CONNECTED.has(code)) return true;
  if (message?.includes(CONNECTION_TIMEOUT) === true) return true;
  return cause !== undefined && cause !== error && isNotConnected(cause);
}
