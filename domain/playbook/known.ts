import { MaitredError } from '../error/maitred-error.ts';

/** A value that validation has already made sure of; throws if it did not. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new MaitredError('the playbook was compiled although it is not valid', {
      code: 'invalid-playbook',
      retryable: false,
      hint: 'Compile a playbook only if loading it and checking its references found no problem.',
    });
  }
  return value;
}
