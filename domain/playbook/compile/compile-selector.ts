import type { EventSelector } from '../../segment/aggregate/aggregate-spec.ts';
import type { WhereSource } from '../schema/matcher-schema.ts';
import type { EventNames } from '../schema/scalar-schemas.ts';
import { compileWhere } from './compile-matcher.ts';

/** Which events are meant: names sorted, none for `any`. */
export function compileSelector(
  source: { readonly event: EventNames; readonly where?: WhereSource | undefined },
  zone: string,
): EventSelector {
  const written = Array.isArray(source.event) ? source.event : [source.event];
  const names = written.includes('any') ? [] : [...new Set(written)].sort();
  return { names, where: compileWhere(source.where, zone) };
}

/** The names as a reader says them: `Booking Made`, `Page Viewed or Screen Viewed`, `any event`. */
export function labelOfEvents(event: EventNames): string {
  if (event === 'any') return 'any event';
  return Array.isArray(event) ? event.join(' or ') : event;
}
