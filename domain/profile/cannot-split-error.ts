import { MaitredError } from '../error/maitred-error.ts';

/** Thrown where a person cannot be split in the way that was asked for. */
export class CannotSplitError extends MaitredError {
  constructor(message: string, hint: string) {
    super(message, { code: 'cannot-split', retryable: false, status: 409, hint });
  }
}
