import type { SimulatedHouse } from './simulated-house.ts';
import { watchSplits } from './split-watch.ts';
import { watchBroadcasts } from './watch-broadcasts.ts';
import { watchCaps } from './watch-caps.ts';
import { watchEntries } from './watch-entries.ts';
import { watchGivingWay } from './watch-giving-way.ts';
import { watchGoals } from './watch-goals.ts';
import { watchGroups } from './watch-groups.ts';
import { watchHeld } from './watch-held.ts';
import { watchLeaving } from './watch-leaving.ts';
import { watchPermission } from './watch-permission.ts';
import { watchPriority } from './watch-priority.ts';
import { watchQuietHours } from './watch-quiet-hours.ts';
import { watchRounds } from './watch-rounds.ts';
import { watchTurns } from './watch-turns.ts';
import { watchVisits } from './watch-visits.ts';
import { watchWaits } from './watch-waits.ts';
import { watchWrites } from './write-watch.ts';

/**
 * Looks at all that is decided in a house as it is written.
 * @returns what tells, in the end, what was wrong, in words
 */
export function watchJourneys(house: SimulatedHouse): () => string[] {
  const { tables, program } = house;
  const groups = watchGroups(tables, program);
  const goals = watchGoals(house, program);
  const broadcasts = watchBroadcasts(house);
  const rounds = watchRounds(house);
  const overtaken = watchPriority(tables, program);
  const late = watchGivingWay(house, program);
  const wrongs = [
    groups.wrongs,
    watchWrites(tables),
    watchCaps(tables, program),
    watchEntries(tables, program),
    watchQuietHours(tables, program),
    watchLeaving(house),
    watchHeld(tables, program),
    watchPermission(house),
    watchTurns(tables, program),
    watchWaits(tables),
    watchVisits(tables, program),
    watchSplits(tables),
  ];
  return () => [
    ...wrongs.flat(),
    ...house.mailbox.mails.filter(({ row }) => groups.silent.has(row)).map(({ row }) => `${row} left`),
    ...goals(),
    ...broadcasts(),
    ...rounds(),
    // What fails is tried again behind the others.
    ...(house.world.counts.sumOf('fault: ') === 0 ? [...overtaken, ...late] : []),
  ];
}
