import { StaleProgramError } from '../../error/maitred-error.ts';
import { contentHash } from '../../playbook/program/content-hash.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { ScheduleReached } from '../../profile/signal.ts';
import type { Schedule } from '../trigger.ts';
import { MISSED_MILLISECONDS } from './missed.ts';
import { moveMoment, toldUpTo, type ZonedMoment } from './move-moment.ts';
import { nextScheduleMoment } from './schedule-moments.ts';

/** A campaign's schedule, and how far it has come: a row among the journeys, which is due when its next moment is. */
export interface Broadcast {
  /** `<campaign>#<segment>#<hash of the schedule, as it is written>`: another schedule is another row, another zone is not. */
  readonly id: string;
  readonly campaign: string;
  readonly segment: string;
  readonly schedule: Schedule;
  /** The deploy that asked for it, or put it to rest, last: a program older than that decides nothing about it. */
  readonly ordinal: number;
  /** Counts writes; every write is conditional on it. */
  readonly revision: number;
  /** The moment that comes next, or that is being told; null: none. */
  readonly dueAt: number | null;
  /** The zone in which that moment was counted. */
  readonly zone: string;
  /** What is being told: the members up to this id have been, so many. */
  readonly telling?: { readonly moment: number; readonly after: string | null; readonly people: number };
  /** Until then it is in somebody's hands. */
  readonly leaseUntil?: number;
  /** What was told last. */
  readonly last?: ZonedMoment & { readonly people: number };
}

const LEASE_MILLISECONDS = 90_000;
const HASH_LENGTH = 12;

type Planned = Pick<Broadcast, 'id' | 'campaign' | 'segment' | 'schedule'>;

/** The broadcasts that a playbook's schedules ask for. */
export function plannedBroadcasts(program: Program): readonly Planned[] {
  return Object.values(program.campaigns).flatMap(({ id: campaign, triggers }) =>
    triggers.flatMap((trigger) => {
      if (trigger.kind !== 'schedule') return [];
      const { segment, schedule } = trigger;
      return [
        {
          id: `${campaign}#${segment}#${contentHash(asWritten(schedule), HASH_LENGTH)}`,
          campaign,
          segment,
          schedule,
        },
      ];
    }),
  );
}

/** Without what the playbook's zone makes of it. */
function asWritten(schedule: Schedule): unknown {
  if (schedule.kind !== 'once' || schedule.clock === undefined) return schedule;
  return { kind: schedule.kind, clock: schedule.clock };
}

/**
 * What must be written so that a planned broadcast comes, when a playbook is deployed.
 * @param stored its row, if there is one
 * @param now milliseconds since the epoch
 * @returns undefined if it comes already, or never again, or another deploy has overtaken this one
 */
export function planBroadcast(
  program: Program,
  planned: Planned,
  stored: Broadcast | undefined,
  now: number,
): Broadcast | undefined {
  const { ordinal, timezone: zone } = program;
  if (stored !== undefined && stored.ordinal > ordinal) return undefined;
  if (stored !== undefined && stored.dueAt !== null)
    return stored.ordinal === ordinal ? undefined : planAgain(program, planned, stored, now);
  const last = stored?.last;
  if (last !== undefined && planned.schedule.kind === 'once') return undefined;
  const told = last === undefined ? 0 : toldUpTo(last, zone);
  const since = Math.max(program.scheduledSince?.[planned.campaign] ?? now, told);
  const dueAt = nextScheduleMoment(planned.schedule, since, zone);
  if (dueAt === undefined) return undefined;
  return {
    ...planned,
    ordinal,
    ...(last && { last }),
    revision: (stored?.revision ?? 0) + 1,
    dueAt,
    zone,
  };
}

/**
 * A later deploy asks for what comes already: in its zone, unless its moment was reached. Where it would be over there, it
 * comes as it would have, since it has not been told.
 */
function planAgain(program: Program, { schedule }: Planned, stored: Broadcast, now: number): Broadcast {
  const { ordinal, timezone: zone } = program;
  const row = { ...leaveBroadcast(stored), ordinal };
  const moment = stored.dueAt ?? 0;
  if (stored.zone === zone || stored.telling !== undefined || moment <= now) return row;
  const dueAt = moveMoment(schedule, { moment, zone: stored.zone }, zone);
  return dueAt > now ? { ...row, schedule, dueAt, zone } : row;
}

/** What is to be done with a broadcast that was handed out. */
export type BroadcastStep =
  | { readonly kind: 'nothing' }
  /** To be written; nobody is told anything. */
  | { readonly kind: 'put off'; readonly broadcast: Broadcast }
  /** To be written, and then its members told. */
  | { readonly kind: 'tell'; readonly broadcast: Required<Pick<Broadcast, 'telling'>> & Broadcast };

/**
 * Decides what becomes of a broadcast that is due.
 * @throws {StaleProgramError} where a newer program has planned it: this one cannot know whether it is asked for
 */
export function takeBroadcast(program: Program, broadcast: Broadcast, now: number): BroadcastStep {
  const { dueAt, leaseUntil = 0, revision } = broadcast;
  const { ordinal } = program;
  if (ordinal < broadcast.ordinal) throw new StaleProgramError(ordinal, broadcast.ordinal);
  if (dueAt === null || dueAt > now || leaseUntil > now) return { kind: 'nothing' };
  const isPlanned = plannedBroadcasts(program).some(({ id }) => id === broadcast.id);
  if (!isPlanned)
    return {
      kind: 'put off',
      broadcast: { ...free(broadcast), ordinal, revision: revision + 1, dueAt: null },
    };
  if (broadcast.telling === undefined && dueAt <= now - MISSED_MILLISECONDS)
    return { kind: 'put off', broadcast: passOver(program, broadcast, now - MISSED_MILLISECONDS) };
  const telling = broadcast.telling ?? { moment: dueAt, after: null, people: 0 };
  return {
    kind: 'tell',
    broadcast: { ...broadcast, revision: revision + 1, telling, leaseUntil: now + LEASE_MILLISECONDS },
  };
}

/**
 * After some members have been told.
 * @param page `last`: the id of the last of them; null: there are no more
 */
export function tellOn(
  program: Program,
  broadcast: Broadcast,
  page: { readonly last: string | null; readonly people: number; readonly now: number },
): Broadcast {
  const { telling, revision } = broadcast;
  if (telling === undefined) throw new Error(`broadcast ${broadcast.id} tells nothing`);
  const people = telling.people + page.people;
  if (page.last !== null) {
    const leaseUntil = page.now + LEASE_MILLISECONDS;
    return {
      ...broadcast,
      revision: revision + 1,
      telling: { ...telling, after: page.last, people },
      leaseUntil,
    };
  }
  const last = { moment: telling.moment, zone: broadcast.zone, people };
  return passOver(program, { ...broadcast, last }, toldUpTo(last, program.timezone));
}

/** As it is left when there is no time for more: the next minute goes on. */
export function leaveBroadcast(broadcast: Broadcast): Broadcast {
  const { leaseUntil: _leaseUntil, ...rest } = broadcast;
  return { ...rest, revision: broadcast.revision + 1 };
}

/** What each member is told: a journey may begin. */
export function scheduleReached(
  { id, campaign, segment, telling }: Omit<Planned, 'schedule'> & { telling?: { moment: number } },
  profileId: string,
): ScheduleReached {
  const moment = telling?.moment ?? 0;
  return {
    id: `${profileId}-${id}-${moment}`,
    v: 1,
    type: 'Schedule Reached',
    profileId,
    at: moment,
    campaign,
    segment,
    moment,
  };
}

function passOver(program: Program, broadcast: Broadcast, after: number): Broadcast {
  const { schedule, revision } = broadcast;
  const zone = program.timezone;
  // In the zone by now its moment may be later: it was reached all the same.
  const dueAt = schedule.kind === 'once' ? null : (nextScheduleMoment(schedule, after, zone) ?? null);
  return { ...free(broadcast), revision: revision + 1, dueAt, zone };
}

function free(broadcast: Broadcast): Broadcast {
  const { telling: _telling, leaseUntil: _leaseUntil, ...rest } = broadcast;
  return rest;
}
