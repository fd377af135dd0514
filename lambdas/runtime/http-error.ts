import { MaitredError } from '../../domain/error/maitred-error.ts';

/** Thrown where a call has no key, or one that is unknown or revoked. */
export class UnauthorisedError extends MaitredError {
  constructor(message: string) {
    super(message, {
      code: 'unauthorised',
      retryable: false,
      status: 401,
      hint: 'Send a key as `Authorization: Bearer <key>`, or as the user name of Basic; make one with `maitred keys create`.',
    });
  }
}

/** Thrown where a key is good but may not do this. */
export class ForbiddenError extends MaitredError {
  constructor(message: string, hint?: string) {
    super(message, {
      code: 'forbidden',
      retryable: false,
      status: 403,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** Thrown where a key has sent more than it may; it may come again after some seconds. */
export class TooManyRequestsError extends MaitredError {
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super('this key has sent more requests than its limit allows', {
      code: 'too-many-requests',
      retryable: true,
      status: 429,
      hint: 'Wait as long as Retry-After says and send batches; a key can be made with another limit.',
    });
    this.waitSeconds = waitSeconds;
  }
}

/** Thrown where what was asked for does not exist. */
export class NotFoundError extends MaitredError {
  constructor(message: string, hint?: string) {
    super(message, {
      code: 'not-found',
      retryable: false,
      status: 404,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** Thrown for what the contract names and a later version brings. */
export class NotSupportedYetError extends MaitredError {
  constructor(what: string) {
    super(`${what} is not supported yet`, { code: 'not-supported-yet', retryable: false, status: 501 });
  }
}
