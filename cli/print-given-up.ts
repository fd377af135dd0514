import type { DescribedUnderway } from '../domain/playbook/program/describe-underway.ts';
import type { Terminal } from './terminal.ts';

/** Names the journeys under way of which there is no room for what they ask. */
export function printGivenUp(
  { out, style }: Terminal,
  givenUp: readonly DescribedUnderway[] | undefined = [],
): void {
  for (const { campaign, version, until, isGoal } of givenUp) {
    const what =
      isGoal === true
        ? 'whether they reach their goal is no longer looked out for'
        : 'conditions of theirs that cannot be answered give way to those of the playbook now';
    out(
      `${style('yellow', '!')} journeys of ${campaign} that began under version ${version} may be under way until ${until.slice(0, 10)}, and there is no room for what they ask: ${what}`,
    );
  }
}
