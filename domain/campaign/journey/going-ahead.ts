import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Program } from '../../playbook/program/program.ts';
import { keepDates } from '../../profile/keep-dates.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ScheduleReached } from '../../profile/signal.ts';
import type { Came, TimeSignal } from '../contacts/in-line.ts';
import { isShared, type Room, roomWantedByAll } from '../permission/room-wanted.ts';
import { broadcastsAt } from '../schedule/broadcast-moment.ts';
import { priorityOf } from './line-up-journeys.ts';
import { campaignsAsked } from './line-up-signals.ts';
import { enteredAtOf } from './occurrence.ts';

/** What goes ahead of something that comes to a guest at the same moment. */
export type GoingAhead =
  /** A journey whose wait is over. */
  | {
      readonly kind: 'waits';
      readonly campaign: string;
      readonly profileId: string;
      readonly journeyId: string;
    }
  /** What time has brought, or is about to be told to have brought. */
  | { readonly kind: 'came'; readonly campaign: string; readonly signal: TimeSignal }
  /** A schedule, if the row of its broadcast says that this is its moment. */
  | {
      readonly kind: 'scheduled';
      readonly campaign: string;
      readonly signal: ScheduleReached;
      readonly broadcast: string;
    };

/** What tells one from every other that comes to the same guest. */
export function nameOfGoingAhead(one: GoingAhead): string {
  return one.kind === 'waits' ? `${one.profileId} ${one.journeyId}` : `${one.campaign} ${one.signal.id}`;
}

/** Whom something comes to, and when. */
export interface Coming {
  readonly active: ActiveProgram;
  /** The living profile. */
  readonly profile: Profile;
  readonly campaign: string;
  /** In milliseconds since the epoch. */
  readonly moment: number;
}

const NOTHING = new Set<string>();

/**
 * Finds what comes to a guest at the moment at which a campaign does, and goes ahead of it: it wants room under the same caps,
 * and its campaign has a higher priority, or the same and a smaller id. All of it is known from the playbook and the profile;
 * of a schedule the row of its broadcast must say that it is not of another deploy.
 * @param room what the campaign wants
 * @returns in the order in which it is to be decided
 */
export function findGoingAhead(coming: Coming, room: Room): readonly GoingAhead[] {
  const { active, campaign } = coming;
  const isAhead = (other: string) => {
    const wanted = roomWantedByAll(active.program).get(other);
    return wanted !== undefined && isShared(wanted, room) && precedes(active.program, other, campaign);
  };
  const ahead = [
    ...waitsOver(coming),
    ...cameThen(coming),
    ...datesToBeTold(coming),
    ...scheduledThen(coming),
  ];
  return ahead
    .filter((one) => isAhead(one.campaign) && !hasBegun(coming.profile, one))
    .sort((a, b) =>
      precedes(active.program, a.campaign, b.campaign) ? -1 : Number(a.campaign !== b.campaign),
    );
}

/** Tells whether of two campaigns that want the last message under a cap the first gets it. */
export function precedes(program: Program, a: string, b: string): boolean {
  const difference = priorityOf(program, a) - priorityOf(program, b);
  return difference === 0 ? a < b : difference > 0;
}

function waitsOver({ profile, moment }: Coming): readonly GoingAhead[] {
  const { waits = [], held = [] } = profile.contacts;
  const over = [...waits, ...held].filter(({ until }) => until <= moment);
  return over.map(({ campaign, profileId, journeyId }) => ({
    kind: 'waits',
    campaign,
    profileId,
    journeyId,
  }));
}

function cameThen({ active, profile, moment }: Coming): readonly GoingAhead[] {
  const came = (profile.contacts.came ?? []).filter((one) => one.moment === moment);
  return came.map(signalOf).flatMap((signal) => ofEach(active, signal));
}

/** Dates that have come and that nobody has told of yet: whoever looks at the profile next does. */
function datesToBeTold({ active, profile, moment }: Coming): readonly GoingAhead[] {
  const { nextDates } = profile;
  if (nextDates === undefined || !Object.values(nextDates).includes(moment)) return [];
  const unchanged = { aggregates: NOTHING, traits: NOTHING, consent: NOTHING };
  const { profileId } = profile;
  const { reached } = keepDates(active, profile, moment, unchanged);
  return reached.flatMap((date) => ofEach(active, signalOf({ moment, signal: { ...date, profileId } })));
}

function ofEach(active: ActiveProgram, signal: TimeSignal): readonly GoingAhead[] {
  return campaignsAsked(active, signal).map((campaign) => ({ kind: 'came', campaign, signal }));
}

function signalOf({ moment, signal }: Came): TimeSignal {
  const { profileId, type } = signal;
  return { ...signal, id: `${profileId}-${type}-${moment}`, v: 1 } as TimeSignal;
}

function scheduledThen({ active, profile, moment }: Coming): readonly GoingAhead[] {
  return broadcastsAt(active.program, moment)
    .filter(({ segment }) => isMeant(profile, segment, moment))
    .map(({ broadcast, campaign, signal }) => ({
      kind: 'scheduled',
      campaign,
      broadcast,
      signal: signal(profile.profileId),
    }));
}

/** Who came after the moment is not meant. */
function isMeant({ segments }: Profile, segment: string, moment: number): boolean {
  const since = segments[segment]?.since ?? null;
  return since !== null && since <= moment;
}

/** What has begun has been decided. */
function hasBegun({ contacts }: Profile, ahead: GoingAhead): boolean {
  if (ahead.kind === 'waits') return false;
  return contacts.entered[ahead.campaign]?.last === enteredAtOf(ahead.signal);
}
