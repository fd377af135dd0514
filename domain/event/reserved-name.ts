import { InvalidInputError } from '../error/maitred-error.ts';
import { LIST_CHANGED } from '../list/list-changed.ts';
import type { TrackingEvent } from './tracking-event.ts';

/**
 * Keeps events out that only Maitred may tell: else whoever has a key could put anybody on a list.
 * @throws {InvalidInputError} for such a name
 */
export function requireFreeName({ name }: Pick<TrackingEvent, 'name'>): void {
  if (name !== LIST_CHANGED) return;
  throw new InvalidInputError(`the event \`${LIST_CHANGED}\` is made by loading a list, and cannot be sent`, {
    field: 'event',
    hint: 'Use another name, or `maitred list load`.',
  });
}
