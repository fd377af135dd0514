import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Program } from '../../playbook/program/program.ts';

/**
 * Orders campaigns in falling priority, so that of those who decide about a guest at one time the highest gets the last message
 * under a cap; of the same priority by their ids.
 */
export function byPriority(program: Program, campaigns: readonly string[]): readonly string[] {
  return [...campaigns].sort((a, b) => priorityOf(program, b) - priorityOf(program, a) || (a < b ? -1 : 1));
}

/** A journey that is due. */
export interface DueJourney {
  /** The key of its row. */
  readonly profileId: string;
  readonly journeyId: string;
  /** When it is looked at, in milliseconds since the epoch. */
  readonly dueAt: number;
}

/** Orders journeys by when they are due; of one moment in falling priority, of the same priority by their ids. */
export function inTheirTurn<Due extends DueJourney>(program: Program, due: readonly Due[]): readonly Due[] {
  return [...due].sort(
    (a, b) =>
      a.dueAt - b.dueAt ||
      priorityOf(program, campaignOf(b)) - priorityOf(program, campaignOf(a)) ||
      (a.journeyId < b.journeyId ? -1 : Number(a.journeyId > b.journeyId)),
  );
}

/** Parts journeys that are due together into lines, a guest's journeys in one, in their turn. */
export function lineUpJourneys<Due extends DueJourney>(
  { program }: Pick<ActiveProgram, 'program'>,
  due: readonly Due[],
): readonly (readonly Due[])[] {
  const lines = Map.groupBy(due, ({ profileId }) => profileId);
  return [...lines.values()].map((line) => inTheirTurn(program, line));
}

/** The campaign of a journey, which its row's key begins with. */
export function campaignOf({ journeyId }: Pick<DueJourney, 'journeyId'>): string {
  return journeyId.slice(0, journeyId.indexOf('#'));
}

/** What a campaign's author gave it; 0 unless said otherwise. */
export function priorityOf({ campaigns }: Program, id: string): number {
  return (Object.hasOwn(campaigns, id) && campaigns[id]?.priority) || 0;
}
