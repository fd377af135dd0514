import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import type { Aggregate } from './aggregate.ts';
import type { EventSelector } from './aggregate-spec.ts';

type Take = (state: JsonValue | undefined, event: TrackingEvent) => JsonValue | undefined;

/** How an aggregate takes in the events of its one selector. @param zone of dates that name none */
export function addSelected(
  of: EventSelector,
  zone: string,
  take: Take,
): Required<Pick<Aggregate, 'add' | 'addMatched'>> {
  const isMatch = compileSelector(of, zone);
  return { add: (state, event) => (isMatch(event) ? take(state, event) : state), addMatched: take };
}
