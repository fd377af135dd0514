import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Program } from '../playbook/program.ts';

/**
 * Orders campaigns in falling priority, so that of those who decide about a guest at one time the highest gets the last message
 * under a cap; of the same priority by their ids.
 */
export function byPriority(program: Program, campaigns: readonly string[]): readonly string[] {
  return [...campaigns].sort((a, b) => priorityOf(program, b) - priorityOf(program, a) || (a < b ? -1 : 1));
}

/**
 * Parts journeys that are due together into lines, a guest's journeys in one, in falling priority.
 * @param keys of journeys' rows
 */
export function lineUpJourneys<Key extends Readonly<Record<string, string>>>(
  { program }: Pick<ActiveProgram, 'program'>,
  keys: readonly Key[],
): readonly (readonly Key[])[] {
  const priority = ({ journeyId = '' }: Readonly<Record<string, string>>) =>
    priorityOf(program, journeyId.slice(0, journeyId.indexOf('#')));
  return [...Map.groupBy(keys, ({ profileId }) => profileId).values()].map((line) =>
    line.toSorted((a, b) => priority(b) - priority(a)),
  );
}

function priorityOf({ campaigns }: Program, id: string): number {
  return (Object.hasOwn(campaigns, id) && campaigns[id]?.priority) || 0;
}
