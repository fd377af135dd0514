import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { Signal } from '../../domain/profile/signal.ts';

/**
 * Reads the signal out of a queue's message: the bus's envelope, with the signal as its detail.
 * @throws {InvalidInputError} if it is not one of the given types
 */
export function readSignal<T extends Signal['type']>(
  body: unknown,
  types: readonly T[],
): Extract<Signal, { type: T }> {
  const detail = (body as { readonly detail?: Partial<Signal> } | null)?.detail;
  const isKnown = types.some((type) => type === detail?.type);
  if (!isKnown || typeof detail?.profileId !== 'string') {
    throw new InvalidInputError(`the message holds no ${types.join(' or ')}`, { field: 'detail' });
  }
  return detail as Extract<Signal, { type: T }>;
}
