import type { UnderwayJourneys } from './deployment.ts';

/** Journeys of an earlier version that may be under way, as they are told to whoever deploys. */
export interface DescribedUnderway {
  readonly version: string;
  readonly campaign: string;
  /** By when the last of them is over, as ISO 8601 in UTC. */
  readonly until: string;
  /** Only their goal is still looked out for. */
  readonly isGoal?: true;
}

/** Those that end last first. */
export function describeUnderway(journeys: readonly UnderwayJourneys[]): readonly DescribedUnderway[] {
  return journeys
    .toSorted((a, b) => b.until - a.until)
    .map(({ version, campaign, until, isGoal }) => ({
      version,
      campaign,
      until: new Date(until).toISOString(),
      ...(isGoal === true && { isGoal }),
    }));
}
