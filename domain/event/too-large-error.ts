import { MaitredError } from '../error/maitred-error.ts';

/** Thrown where a body, an event or a batch is over its limit. */
export class TooLargeError extends MaitredError {
  constructor(message: string, hint: string) {
    super(message, { code: 'too-large', retryable: false, status: 413, hint });
  }
}
