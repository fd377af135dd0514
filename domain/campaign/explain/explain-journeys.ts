import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Journey } from '../journey/journey.ts';
import type { JourneyBasis } from './explain-as-begun.ts';
import { explainJourney, explainUnderWay } from './explain-journey.ts';

/** So many journeys that go by an earlier version are told with its steps, the newest. */
const MAXIMUM_AS_BEGUN = 5;

/** A guest's journeys in a campaign, those under way with what their own version makes of the guest. */
export function explainJourneys(
  basis: JourneyBasis,
  guest: ExplainedGuest & { readonly journeys: readonly Journey[] },
): readonly Record<string, unknown>[] {
  const { journeys } = guest;
  const told = toldAsBegun(journeys);
  return journeys.map((each) =>
    told.includes(each) ? explainUnderWay(basis, each, guest) : explainJourney(basis, each),
  );
}

/** Those that are told with the steps of their own version. */
export function toldAsBegun(journeys: readonly Journey[]): readonly Journey[] {
  return journeys.filter(({ status }) => status === 'waiting').slice(0, MAXIMUM_AS_BEGUN);
}

/** The one that began last. */
export function latestOf(journeys: readonly Journey[]): Journey | undefined {
  return journeys.reduce<Journey | undefined>(
    (latest, journey) => (latest === undefined || journey.enteredAt > latest.enteredAt ? journey : latest),
    undefined,
  );
}
