import { InvalidInputError, type MaitredError } from '../../../domain/error/maitred-error.ts';
import { MAXIMUM_BATCH_EVENTS } from '../../../domain/event/limits.ts';
import { TooLargeError } from '../../../domain/event/too-large-error.ts';
import { parseJson } from '../../runtime/http-body.ts';
import type { Sent } from './collect-events.ts';

/**
 * Reads JSON lines: one that is no JSON is kept with what is wrong with it, empty ones are passed over.
 * @throws InvalidInputError where there are none
 * @throws TooLargeError where they are more than a call takes
 */
export function readLines(text: string): Sent[] {
  const lines = [...text.split('\n').entries()].filter(([, line]) => line.trim() !== '');
  if (lines.length === 0) throw new InvalidInputError('the body has no lines', { hint: 'Send JSON lines.' });
  if (lines.length > MAXIMUM_BATCH_EVENTS) {
    throw new TooLargeError(
      `a call takes ${MAXIMUM_BATCH_EVENTS} lines`,
      'Send them in more than one call, as `maitred import` does.',
    );
  }
  return lines.map(([index, line]) => readLine(index, line));
}

function readLine(index: number, line: string): Sent {
  try {
    return { index, message: parseJson('the line', line) };
  } catch (error) {
    return { index, message: line, error: error as MaitredError };
  }
}
