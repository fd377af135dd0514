import { parseDurationMilliseconds } from '../time/duration.ts';
import { known } from './known.ts';

/** The length of a duration that the schema has let through. */
export function milliseconds(duration: string): number {
  return known(parseDurationMilliseconds(duration));
}
