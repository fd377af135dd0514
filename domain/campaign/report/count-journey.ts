import type { Journey } from '../journey/journey.ts';
import { type CountedRow, counterOf } from './campaign-counts.ts';

/** Counts the journeys that have a goal. */
export const WITH_GOAL = 'withGoal';

/** Begins the counters of journeys that gave way to another. */
export const COLLAPSED = 'collapsed';

/** What of a journey is counted. */
export type CountableJourney = Pick<
  Journey,
  'campaign' | 'status' | 'end' | 'hasGoal' | 'isHeldOut' | 'arms' | 'convertedAt' | 'firstSendAt'
>;

/**
 * What a journey adds to its campaign's counters: `entered`, `withGoal`, `heldOut`, `ended;<why>`, `unaddressed` (over before a message to
 * a guest who was not held out was decided), `converted`, `converted;heldOut`, and by the arms that it took `arm;<split>;<arm>`, each also with `heldOut`, `converted` and both.
 * One that gave way to another of its guest's counts for `collapsed` beside, alone and with each of these groups: its guest is counted by the other.
 */
export function countJourney(journey: CountableJourney): CountedRow {
  const { campaign, status, end, arms = {} } = journey;
  const groups = groupsOf(journey);
  const collapsed = isCollapsed(journey) ? [COLLAPSED, ...groups.map((of) => counterOf(COLLAPSED, of))] : [];
  return {
    campaign,
    counters: [
      'entered',
      ...(journey.hasGoal === true ? [WITH_GOAL] : []),
      ...groups,
      ...(status === 'ended' ? [counterOf('ended', end ?? 'completed')] : []),
      ...(isUnaddressed(journey) ? ['unaddressed'] : []),
      ...collapsed,
      ...Object.entries(arms).flatMap(([split, arm]) => [
        counterOf('arm', split, arm),
        ...[...groups, ...collapsed].map((group) => counterOf('arm', split, arm, group)),
      ]),
    ],
  };
}

function isUnaddressed(journey: CountableJourney): boolean {
  const { status, isHeldOut, firstSendAt } = journey;
  return status === 'ended' && !isCollapsed(journey) && isHeldOut !== true && firstSendAt === undefined;
}

function isCollapsed({ end }: CountableJourney): boolean {
  return end === 'collapsed by a merge';
}

function groupsOf({ isHeldOut, convertedAt }: CountableJourney): readonly string[] {
  const isConverted = convertedAt !== undefined;
  return [
    ...(isHeldOut === true ? ['heldOut'] : []),
    ...(isConverted ? ['converted'] : []),
    ...(isConverted && isHeldOut === true ? [counterOf('converted', 'heldOut')] : []),
  ];
}
