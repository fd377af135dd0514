import { describe, expect, it } from 'vitest';
import {
  InvalidInputError,
  MaitredError,
  UnavailableError,
  VersionConflictError,
} from '../../../domain/error/maitred-error.ts';
import { isPoison } from '../../../lambdas/runtime/is-poison.ts';

const named = (name: string, details = {}) => Object.assign(new Error(name), { name, ...details });
const refusedBy = (cause: unknown) =>
  new MaitredError('refused', { code: 'aws-refused', retryable: false, cause });
const ours = (code: string) => new MaitredError(code, { code, retryable: false });

describe('isPoison', () => {
  it.each([
    new InvalidInputError('no'),
    refusedBy(named('ValidationException')),
    ours('delivery-missing'),
    new TypeError('x is undefined'),
    new SyntaxError('no JSON'),
    'not even an error',
    undefined,
  ])('takes %s for a record that can never succeed', (error) => {
    expect(isPoison(error)).toBe(true);
  });

  it.each([new UnavailableError('Profiles'), new VersionConflictError('p')])(
    'does not take %s for that: it may succeed later',
    (error) => {
      expect(isPoison(error)).toBe(false);
    },
  );

  it.each(['misconfigured', 'object-refused', 'playbook-missing', 'playbook-broken', 'secret-missing'])(
    'blames the deployment and no record for %s',
    (code) => {
      expect(isPoison(ours(code))).toBe(false);
    },
  );

  it.each([
    'AccessDenied',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ParameterNotFound',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'NotAuthorizedException',
    'ExpiredToken',
    'ExpiredTokenException',
    'KMSAccessDeniedException',
    'KMSDisabledException',
    'KmsInvalidStateException',
    'CredentialsProviderError',
  ])('blames the deployment and no record for %s, however deep it lies', (name) => {
    expect(isPoison(refusedBy(named(name)))).toBe(false);
    expect(isPoison(refusedBy(named('Error', { cause: named(name) })))).toBe(false);
    expect(isPoison(named(name))).toBe(false);
  });

  it.each([401, 403])('blames the deployment and no record for the answer %i', (httpStatusCode) => {
    expect(isPoison(refusedBy(named('Whatever', { $metadata: { httpStatusCode } })))).toBe(false);
  });
});
