import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { guestOf } from './watch-people.ts';

/** A journey that looks out for its goal, and under which identifiers it began to. */
interface Watched {
  readonly journey: Journey;
  readonly identifiers: readonly string[];
  readonly since: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Looks at every write of a journey: a goal that was counted stays as it was counted.
 * @returns what asks, in the end, which goals were counted that were none, and which were not
 */
export function watchGoals(house: SimulatedHouse, { campaigns }: Program): () => string[] {
  const wrongs: string[] = [];
  const watched = new Map<string, Watched>();
  house.tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    const key = `${journey.profileId} ${journey.journeyId}`;
    if (before?.convertedAt !== undefined && before.convertedAt !== journey.convertedAt)
      wrongs.push(`the goal of ${key} is counted twice`);
    if (campaigns[journey.campaign]?.goal === undefined || startOf(journey) === undefined) return;
    const since = house.world.scheduler.now;
    const identifiers = Object.keys(guestOf(house.tables, journey)?.identifiers ?? {});
    watched.set(key, { since, identifiers, ...watched.get(key), journey });
  });
  return () => {
    const { events } = outcomeOf(house);
    const ended = [...watched.values()].map((one) => {
      // Of those who were split, what the other does is no goal of theirs.
      const { identifiers: left = {} } = guestOf(house.tables, one.journey) ?? {};
      return { ...one, identifiers: one.identifiers.filter((identifier) => Object.hasOwn(left, identifier)) };
    });
    return [...wrongs, ...ended.flatMap((one) => judge(events, campaigns, one))];
  };
}

/** From when on its goal counts. */
function startOf({ isHeldOut, enteredAt, firstSendAt }: Journey): number | undefined {
  return firstSendAt ?? (isHeldOut === true ? enteredAt : undefined);
}

function judge(
  events: readonly TrackingEvent[],
  campaigns: Program['campaigns'],
  { journey, identifiers, since }: Watched,
): string[] {
  const goal = campaigns[journey.campaign]?.goal;
  const start = startOf(journey) ?? 0;
  if (goal === undefined) return [];
  const reaching = events.filter(
    ({ name, time, isHistory }) =>
      isHistory !== true &&
      goal.of.names.includes(name ?? '') &&
      time > start &&
      time <= start + goal.withinMilliseconds,
  );
  const about = `${journey.profileId} ${journey.journeyId}`;
  const { convertedAt } = journey;
  if (convertedAt !== undefined)
    return reaching.some(({ time }) => time === convertedAt) ? [] : [`the goal of ${about} was not reached`];
  // Journeys that gave way have no goal any more; what came while the two were one decision is not looked at.
  if (journey.end === 'collapsed by a merge') return [];
  const missed = reaching.filter(
    ({ key, receivedAt, time }) =>
      identifiers.includes(key.identifier) && receivedAt > since + MINUTE && receivedAt - time < HOUR / 2,
  );
  return missed.length === 0 ? [] : [`the goal of ${about} is not counted: ${missed[0]?.messageId}`];
}
