import { UnavailableError } from '../../../domain/error/maitred-error.ts';

/**
 * How long after its receipt an event may still be put. The function's timeout is 30 s, its early answer a little less; a
 * profile's marks (domain/profile/fold-marks.ts) count what was received two minutes ago as stored or never coming.
 */
export const STORING_MILLISECONDS = 28_000;

/**
 * Asked right before each put: a function that was frozen after its answer goes on where it was when it is thawed, minutes
 * later, and must not store what the marks take for folded.
 * @returns a signal that gives the put up when the time is over
 * @throws UnavailableError where it is over already: sent again, the event is received anew
 */
export function timeToStore(receivedAt: number, now: number): AbortSignal {
  const left = STORING_MILLISECONDS - Math.max(0, now - receivedAt);
  if (left <= 0) throw new UnavailableError('the event store in time');
  return AbortSignal.timeout(left);
}
