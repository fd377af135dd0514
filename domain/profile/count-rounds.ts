import { isInTime } from '../campaign/event-lateness.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import {
  type ActiveProgram,
  type EventTrigger,
  triggersMatchedBy,
} from '../playbook/program/active-program.ts';
import type { OpenedMeasure } from '../segment/aggregate/opened-measure.ts';
import type { Asking } from '../segment/condition/asking.ts';
import { ask } from '../segment/condition/evaluate-condition.ts';
import { aggregateValue } from '../segment/condition/read-aggregate.ts';
import type { Profile } from './profile.ts';

/** Of the rounds that one fold completes, so many are told, the latest: what is told with a profile is bounded. */
const MAXIMUM_ROUNDS = 20;

/** A round of events that a trigger counts, and the event that completed it. */
export interface Round {
  readonly campaign: string;
  /** `<profile>.<aggregate>.<opening>.<round>`: no other round of anybody has it. */
  readonly name: string;
  readonly event: TrackingEvent;
}

type Every = NonNullable<EventTrigger['trigger']['every']>;

/** How far a count has come. */
interface Count {
  /** When it last began anew; 0: never. */
  readonly opening: number;
  /** Whole rounds since. */
  readonly rounds: number;
}

/**
 * Counts how far rounds of events (`every`) have come before a fold, so that those that it completes can be told: a state and
 * what is told of it are written together, so each round is told once, however often its events are delivered.
 * @param before the state, which may be changed in place from now on
 * @param events those that may complete one, the likeliest last
 * @returns what tells, of the state after the fold, the rounds that it has completed
 */
export function countRounds(
  active: ActiveProgram,
  before: Profile,
  events: readonly TrackingEvent[],
  now: number,
): (after: Profile) => readonly Round[] {
  if (active.roundTriggers.length === 0) return () => [];
  const triggers = new Set(events.flatMap((event) => triggersMatchedBy(active, event)));
  const counted = [...triggers].flatMap(({ campaign, isMatch, trigger }) => {
    const { every } = trigger;
    if (every === undefined) return [];
    const was = countOf(ask(active, before, now), every);
    return [{ campaign, trigger, every, was, events: events.filter(isMatch) }];
  });
  return (after) =>
    counted
      .flatMap((one) => roundsOf(active, one, after, now))
      .filter(({ trigger, event }) => isInTime(trigger, event, now));
}

/** How many whole rounds a state has come to, of each of the playbook's triggers that count them. */
export function roundsReached(active: ActiveProgram, profile: Profile, now: number): readonly number[] {
  return active.roundTriggers.map(({ trigger: { every } }) =>
    every === undefined ? 0 : countOf(ask(active, profile, now), every).rounds,
  );
}

/**
 * The rounds that a state has completed past those that are known, of each of the playbook's triggers that count them.
 * @param past.had how many of each are known, however the count began anew since
 * @param past.events those that may have completed one, in the order of their time
 */
export function completedRounds(
  active: ActiveProgram,
  profile: Profile,
  { had, events }: { readonly had: readonly number[]; readonly events: readonly TrackingEvent[] },
  now: number,
): readonly Round[] {
  return active.roundTriggers
    .flatMap(({ campaign, trigger, isMatch }, place) => {
      const { every } = trigger;
      if (every === undefined) return [];
      const was = { opening: Number.POSITIVE_INFINITY, rounds: had[place] ?? 0 };
      const counted = { campaign, trigger, every, was, events: events.filter(isMatch) };
      return roundsOf(active, counted, profile, now);
    })
    .filter(({ trigger, event }) => isInTime(trigger, event, now));
}

interface Counted {
  readonly trigger: EventTrigger['trigger'];
  readonly campaign: string;
  readonly every: Every;
  readonly was: Count;
  readonly events: readonly TrackingEvent[];
}

function roundsOf(
  active: ActiveProgram,
  { campaign, trigger, every, was, events }: Counted,
  after: Profile,
  now: number,
): readonly (Round & Pick<Counted, 'trigger'>)[] {
  const is = countOf(ask(active, after, now), every);
  const from = was.opening < is.opening ? 0 : was.rounds;
  const first = Math.max(from, is.rounds - Math.min(MAXIMUM_ROUNDS, events.length));
  const completed = Array.from({ length: Math.max(0, is.rounds - first) }, (_, place) => first + place + 1);
  const prefix = `${after.profileId}.${every.aggregate}.${is.opening}`;
  return completed.flatMap((round) => {
    const event = events.at(round - is.rounds - 1);
    return event === undefined ? [] : [{ campaign, trigger, name: `${prefix}.${round}`, event }];
  });
}

function countOf(asking: Asking, every: Every): Count {
  const count = Number(aggregateValue(asking, every.aggregate) ?? 0);
  return { opening: openingOf(asking, every.aggregate) ?? 0, rounds: Math.floor(count / every.times) };
}

/** When what is counted last began anew. */
function openingOf(asking: Asking, id: string): number | null {
  const { active, profile } = asking;
  const spec = active.program.aggregates[id];
  if (spec?.kind !== 'measure-since') return null;
  if (spec.since.kind === 'entry') return asking.entry(spec.since.aggregate).last;
  return (profile.aggregates[id] as unknown as OpenedMeasure | undefined)?.after ?? null;
}
