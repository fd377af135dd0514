import type { PathStep, Problem } from '../problem/problem.ts';
import type { ExpectSource } from '../schema/expectation-schema.ts';
import { checkName, type Names } from './check-name.ts';
import { outcomesIn } from './outcomes-in.ts';

interface Place {
  readonly file: string;
  readonly path: readonly PathStep[];
}

/** Finds segments and campaigns in what a story expects that nobody declared, and goals that there are none of. */
export function checkExpectation(expected: ExpectSource, place: Place, names: Names): Problem[] {
  const { file, path } = place;
  const segments = (['segment', 'notSegment'] as const).flatMap((key) =>
    idsAt(expected[key], [...path, key]).flatMap(([id, where]) =>
      checkName('segment', id, names.segments, { file, path: where }),
    ),
  );
  const goals = idsAt(expected.goal, [...path, 'goal']).flatMap(([id, where]) =>
    checkGoal(id, { file, path: where }, names),
  );
  return [...segments, ...goals, ...checkCampaigns(expected, place, names)];
}

function checkCampaigns(expected: ExpectSource, { file, path }: Place, { campaigns }: Names): Problem[] {
  const named = outcomesIn(expected).map((outcome) => [outcome.source.campaign, outcome.path] as const);
  const said = expected.message?.campaign;
  const all = said === undefined ? named : [[said, ['message']] as const, ...named];
  return all.flatMap(([id, where]) =>
    checkName('campaign', id, campaigns, { file, path: [...path, ...where, 'campaign'] }),
  );
}

/** Each id with where it stands: one, or those of a list. */
function idsAt(
  ids: string | readonly string[] | undefined,
  path: readonly PathStep[],
): (readonly [string, readonly PathStep[]])[] {
  if (ids === undefined) return [];
  return typeof ids === 'string' ? [[ids, path]] : ids.map((id, index) => [id, [...path, index]]);
}

function checkGoal(id: string, place: Place, { campaigns, withoutGoal }: Names): Problem[] {
  if (!withoutGoal.has(id)) return checkName('campaign', id, campaigns, place);
  const hint = 'add `goal: { event: Booking Made, within: 7 days }` to it';
  return [{ ...place, at: 'value', message: `the campaign \`${id}\` has no goal`, hint }];
}
