import { MaitredError } from '../../domain/error/maitred-error.ts';
import { originalPlaces } from './original-places.ts';

/** What a log says of an error. */
export interface ErrorDescription {
  /** Its name. */
  readonly error: string;
  readonly code?: string;
  /** Its message, where it is one of ours. */
  readonly reason?: string;
  /** Where it was thrown, where it is not. */
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

const PLACES = 5;
/** Causes of causes that are told. */
const DEEPEST_CAUSE = 3;

/**
 * Says an error for a log. Only the messages of our own errors are told, which hold no personal data; those of others may
 * quote their input, so of them a log has the name, the code and the place.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { error: error === null ? 'null' : typeof error };
  const { code } = error as { readonly code?: unknown };
  const isOurs = error instanceof MaitredError;
  const hasCause = error.cause !== undefined && depth < DEEPEST_CAUSE;
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isOurs ? { reason: error.message } : { at: placesOf(error) }),
    ...(hasCause ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Why a record is kept in quarantine: message and all, since a payload that it may quote is kept beside it. */
export function quarantineReason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The stack repeats the message, whose lines may look like places. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const end = stack.indexOf(message) + message.length;
  const lines = stack
    .slice(end)
    .split('\n')
    .map((line) => line.trim());
  return originalPlaces(lines.filter((line) => line.startsWith('at ')).slice(0, PLACES));
}
