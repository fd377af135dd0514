import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { isTombstone, type Profile } from '../../../domain/profile/profile.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { outcomeOf } from './house-outcome.ts';
import type { Item } from './item-values.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { livingIdOf } from './watch-people.ts';

/** Longer than this after its time, an event may have come too late to begin anything. */
const LATENESS_MILLISECONDS = 1_800_000;

/** A campaign that begins with each so many-th event of a name. */
interface Rounds {
  readonly campaign: string;
  readonly name: string;
  readonly times: number;
  readonly aggregate: string;
}

/**
 * Looks at every merge, for two parts of a round that become a whole one: the latest of its events has completed it, unless that
 * came too long ago.
 * @returns what asks, in the end, who has begun a campaign of rounds (`every`) oftener than their events say, or less often
 */
export function watchRounds(house: SimulatedHouse): () => string[] {
  const { program } = house;
  const watches = roundsIn(program).map((rounds) => ({ rounds, joinedOf: watchJoined(house, rounds) }));
  return () => {
    const { events, living } = outcomeOf(house);
    const isDeployed = house.program.ordinal !== program.ordinal;
    // What was given up is taken in hours later, too late to begin anything.
    const isGivenUp = house.world.counts.sumOf('batches that were given up') > 0;
    return watches.flatMap(({ rounds, joinedOf }) =>
      // What was told of a person who was split is not told again of either.
      living
        .filter(({ apart }) => apart === undefined)
        .flatMap((person) => {
          const own = events.filter((event) => isCounted(rounds, person, event));
          const late = own.filter(({ receivedAt, time }) => receivedAt - time > LATENESS_MILLISECONDS);
          const most = Math.floor(own.length / rounds.times);
          const times = own.map(({ time }) => time);
          // While another version was in force they did not begin.
          const least = isDeployed || isGivenUp ? 0 : most - late.length - joinedOf(person.profileId, times);
          const begun = journeysOf(house, rounds, person.profileId);
          if (begun >= least && begun <= most) return [];
          const { profileId } = person;
          return [`${profileId} has begun ${rounds.campaign} ${begun} times of ${least} to ${most}`];
        }),
    );
  };
}

function roundsIn({ campaigns }: Program): readonly Rounds[] {
  return Object.values(campaigns).flatMap(({ id: campaign, triggers }) =>
    triggers.flatMap((trigger) => {
      if (trigger.kind !== 'event' || trigger.every === undefined) return [];
      const [name = ''] = trigger.of.names;
      return [{ campaign, name, ...trigger.every }];
    }),
  );
}

/** @returns what tells of somebody how often two parts of a round became a whole one as two became one, long after its events */
function watchJoined(
  { tables, world }: SimulatedHouse,
  { aggregate, times }: Rounds,
): (profileId: string, times: readonly number[]) => number {
  const joined: { readonly into: string; readonly at: number }[] = [];
  const before = new Map<string, number>();
  const partOf = (item: Item | undefined) => {
    const record = item && decodeProfile(item);
    return record === undefined || isTombstone(record)
      ? 0
      : Number(record.aggregates[aggregate] ?? 0) % times;
  };
  tables.table('Profiles').onWrite((after, was) => {
    if (typeof after?.mergedInto !== 'string') before.set(String(after?.profileId), partOf(was));
    // A transaction writes the survivor first.
    else if (partOf(was) + (before.get(after.mergedInto) ?? 0) >= times)
      joined.push({ into: after.mergedInto, at: world.scheduler.now });
  });
  const isLate = (at: number, eventTimes: readonly number[]) =>
    !eventTimes.some((time) => time <= at && at - time < LATENESS_MILLISECONDS);
  return (profileId, eventTimes) =>
    joined.filter(({ into, at }) => livingIdOf(tables, into) === profileId && isLate(at, eventTimes)).length;
}

function isCounted({ name }: Rounds, { identifiers }: Profile, event: TrackingEvent): boolean {
  return event.name === name && event.isHistory !== true && Object.hasOwn(identifiers, event.key.identifier);
}

function journeysOf({ tables }: SimulatedHouse, { campaign }: Rounds, profileId: string): number {
  const rows = tables.table('Journeys').all();
  return rows
    .filter((row) => row.profileId !== '#broadcast' && row.campaign === campaign)
    .map(decodeJourney)
    .filter((journey) => livingIdOf(tables, journey.profileId) === profileId).length;
}
