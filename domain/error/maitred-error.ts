/** What a caller needs to know of a failure: what it is, whether a retry helps, and what to do. */
export interface MaitredErrorOptions {
  readonly code: string;
  readonly retryable: boolean;
  /** The HTTP status a client is answered with where the failure reaches one. */
  readonly status?: number;
  /** The input that is at fault, as a dotted path: `traits.email`. */
  readonly field?: string;
  /** One sentence that tells the reader what to do. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one error family: everything that Maitred throws on purpose is one of these. */
export class MaitredError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly status: number;
  readonly field: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, options: MaitredErrorOptions) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.retryable = options.retryable;
    this.status = options.status ?? (options.retryable ? 503 : 400);
    this.field = options.field;
    this.hint = options.hint;
  }
}

/** Thrown where the input can never be accepted as it is. */
export class InvalidInputError extends MaitredError {
  constructor(message: string, options: { field?: string; hint?: string; status?: number } = {}) {
    super(message, { code: 'invalid-input', retryable: false, ...options });
  }
}

/** Thrown where another writer was first: read again and decide anew. */
export class VersionConflictError extends MaitredError {
  constructor(what: string, cause?: unknown) {
    super(`${what} was written by somebody else meanwhile`, {
      code: 'version-conflict',
      retryable: true,
      cause,
    });
  }
}

/** Thrown where something Maitred depends on does not answer: the same call may succeed later. */
export class UnavailableError extends MaitredError {
  constructor(what: string, cause?: unknown) {
    super(`${what} is not available`, { code: 'unavailable', retryable: true, status: 503, cause });
  }
}

/** Thrown where the program in hand is older than the one a profile was written with. */
export class StaleProgramError extends MaitredError {
  constructor(held: number, needed: number) {
    super(`the program in hand is number ${held}, what it is to decide was written with number ${needed}`, {
      code: 'stale-program',
      retryable: true,
    });
  }
}
