import type { Broadcast } from '../../../domain/campaign/schedule/broadcast.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { livingIdOf } from './watch-people.ts';

/** One moment of a schedule: who was a member all the while it was told. */
interface Telling {
  readonly campaign: string;
  readonly moment: number;
  readonly members: ReadonlySet<string>;
}

/**
 * Looks at every moment of a schedule while it is told.
 * @returns what asks, in the end, who of its members is in no journey of it
 */
export function watchBroadcasts(house: SimulatedHouse): () => string[] {
  const { tables } = house;
  const begun = new Map<string, ReadonlySet<string>>();
  const told: Telling[] = [];
  tables.table('Journeys').onWrite((after, before) => {
    if (after?.profileId !== '#broadcast') return;
    const { campaign, segment, telling, last } = after as unknown as Broadcast;
    const key = `${after.journeyId} ${telling?.moment ?? last?.moment}`;
    if (telling !== undefined && !begun.has(key)) begun.set(key, membersOf(tables, segment, telling.moment));
    const former = (before as unknown as Broadcast | undefined)?.last?.moment;
    if (last === undefined || last.moment === former) return;
    const still = membersOf(tables, segment, last.moment);
    const members = new Set([...(begun.get(key) ?? [])].filter((id) => still.has(id)));
    told.push({ campaign, moment: last.moment, members });
  });
  return () => {
    const journeys = new Set(
      tables
        .table('Journeys')
        .all()
        .map(({ profileId, journeyId }) => `${livingIdOf(tables, String(profileId))} ${journeyId}`),
    );
    house.world.counts.add(
      'members told of a schedule',
      told.reduce((sum, { members }) => sum + members.size, 0),
    );
    return told.flatMap(({ campaign, moment, members }) => {
      const journeyId = `${campaign}#schedule.${new Date(moment).toISOString()}`;
      return [...members]
        .filter((profileId) => !journeys.has(`${livingIdOf(tables, profileId)} ${journeyId}`))
        .map((profileId) => `${profileId} is not told of ${journeyId}`);
    });
  };
}

function membersOf(tables: SimulatedTables, segment: string, moment: number): ReadonlySet<string> {
  const rows = tables.table('Members').partition(segment);
  const meant = rows.filter(({ since }) => since !== undefined && Number(since) <= moment);
  return new Set(meant.map(({ profileId }) => String(profileId)));
}
