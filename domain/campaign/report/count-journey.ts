import type { Journey } from '../journey/journey.ts';
import { type CountedRow, counterOf } from './campaign-counts.ts';

/** What of a journey is counted. */
export type CountableJourney = Pick<
  Journey,
  'campaign' | 'status' | 'end' | 'isHeldOut' | 'arms' | 'convertedAt' | 'firstSendAt'
>;

/**
 * What a journey adds to its campaign's counters: `entered`, `heldOut`, `ended;<why>`, `unaddressed` (over before a message to
 * a guest who was not held out was decided), `converted`, `converted;heldOut`, and by the arms that it took `arm;<split>;<arm>`, each also with `heldOut`, `converted` and both.
 */
export function countJourney(journey: CountableJourney): CountedRow {
  const { campaign, status, end, arms = {} } = journey;
  const groups = groupsOf(journey);
  return {
    campaign,
    counters: [
      'entered',
      ...groups,
      ...(status === 'ended' ? [counterOf('ended', end ?? 'completed')] : []),
      ...(isUnaddressed(journey) ? ['unaddressed'] : []),
      ...Object.entries(arms).flatMap(([split, arm]) => [
        counterOf('arm', split, arm),
        ...groups.map((group) => counterOf('arm', split, arm, group)),
      ]),
    ],
  };
}

function isUnaddressed({ status, isHeldOut, firstSendAt }: CountableJourney): boolean {
  return status === 'ended' && isHeldOut !== true && firstSendAt === undefined;
}

function groupsOf({ isHeldOut, convertedAt }: CountableJourney): readonly string[] {
  const isConverted = convertedAt !== undefined;
  return [
    ...(isHeldOut === true ? ['heldOut'] : []),
    ...(isConverted ? ['converted'] : []),
    ...(isConverted && isHeldOut === true ? [counterOf('converted', 'heldOut')] : []),
  ];
}
