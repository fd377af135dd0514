import type { RefusedBecause, RefusedEntry } from '../../../domain/campaign/contacts/contacts.ts';
import { mayGoOn } from '../../../domain/campaign/journey/give-way.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { readFoldedVisits } from './read-folded-visits.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { personOf } from './watch-people.ts';

const MINUTE = 60_000;
/** Of one campaign, side by side. */
const MAXIMUM_UNDER_WAY = 100;

/** A refusal in the moment in which it is noted, and what it is judged by. */
export interface Noted {
  readonly house: SimulatedHouse;
  readonly guest: Profile;
  readonly campaign: string;
  readonly entry: RefusedEntry;
  /** Those by which it may have been decided. */
  readonly programs: readonly Program[];
  /** Of the campaign, whosever they are. */
  readonly journeys: readonly Journey[];
  readonly areKin: (one: string, other: string) => boolean;
}

/** What is wrong with it, in words: nothing triggered it, it has begun, or what is said to have spoken against it did not. */
export function judgeRefusedEntry(noted: Noted): string[] {
  const { guest, campaign, entry } = noted;
  const about = `${guest.profileId} is refused ${journeyIdOf(campaign, entry.occurrence)}`;
  return [
    ...(wasTriggered(noted) ? [] : [`${about}, which nothing has triggered`]),
    ...(hasBegun(noted) ? [`${about}, which has begun`] : []),
    ...(isTrue(noted) ? [] : [`${about}, and it is not so: ${entry.because}`]),
  ];
}

function wasTriggered({ house, campaign, entry: { occurrence }, programs }: Noted): boolean {
  const triggers = programs.flatMap(({ campaigns }) => campaigns[campaign]?.triggers ?? []);
  return triggers.some((trigger) => {
    if (trigger.kind === 'segment') return occurrence.startsWith(`${trigger.segment}.${trigger.on}.`);
    if (trigger.kind !== 'event') return false;
    const event = eventsIn(house).find(({ messageId }) => messageId === occurrence);
    return trigger.of.names.includes(event?.name ?? '');
  });
}

function hasBegun({ house: { tables }, guest, campaign, entry, journeys }: Noted): boolean {
  const journeyId = journeyIdOf(campaign, entry.occurrence);
  return journeys.some((one) => one.journeyId === journeyId && personOf(tables, one) === guest.profileId);
}

/** What each reason says of the guest. Of those that hold the first is said, so what is under way is nothing else. */
const HOLDS: Partial<Record<RefusedBecause, (noted: Noted) => boolean>> = {
  paused: ({ programs, campaign }) => programs.some((one) => one.campaigns[campaign]?.isPaused === true),
  'not yet active': (noted) => activityOf(noted).some(({ from = 0 }) => noted.entry.at < from),
  'no longer active': (noted) => activityOf(noted).some(({ to = Infinity }) => noted.entry.at >= to),
  if: hasNotAgreed,
  'under way': isUnderWay,
  once: (noted) => !isSurelyUnderWay(noted) && isFrequency(noted, 'once') && ofKin(noted).length > 0,
  'too soon': (noted) => !isSurelyUnderWay(noted) && beganTooSoon(noted),
  'too many': (noted) =>
    isFrequency(noted, 'every time') && ownOf(noted).filter(mayGoOn).length >= MAXIMUM_UNDER_WAY,
  'before the visit': (noted) =>
    !isSurelyUnderWay(noted) &&
    visitsOf(noted).some((visit) => timeOf(noted) < (visit ?? Number.NEGATIVE_INFINITY)),
  'no visit': (noted) => !isSurelyUnderWay(noted) && visitsOf(noted).includes(undefined),
  'begun in this visit': (noted) =>
    !isSurelyUnderWay(noted) &&
    visitsOf(noted).some((visit) => ofKin(noted).some(({ enteredAt }) => enteredAt >= (visit ?? Infinity))),
};

function isTrue(noted: Noted): boolean {
  const { house, entry, programs, campaign } = noted;
  if (Math.abs(entry.at - house.world.scheduler.now) > MINUTE) return false;
  const isRunning = programs.some(({ campaigns }) => campaigns[campaign]?.isPaused !== true);
  return (isRunning || entry.because === 'paused') && HOLDS[entry.because]?.(noted) === true;
}

/** One that gave way is, once a split has it go on. */
function isUnderWay(noted: Noted): boolean {
  return ownOf(noted).some(mayGoOn);
}

/** One that waits, and gives way to no older. */
function isSurelyUnderWay(noted: Noted): boolean {
  const [oldest] = [...ownOf(noted)].sort((a, b) => a.enteredAt - b.enteredAt);
  return oldest?.status === 'waiting';
}

function ownOf({ house: { tables }, guest, journeys }: Noted): readonly Journey[] {
  return journeys.filter((journey) => personOf(tables, journey) === guest.profileId);
}

function isFrequency({ programs, campaign }: Noted, kind: string): boolean {
  return programs.some(({ campaigns }) => campaigns[campaign]?.frequency.kind === kind);
}

function activityOf({ programs, campaign }: Noted) {
  return programs.map((program) => program.campaigns[campaign]?.active ?? {});
}

/** Of conditions that of consent is read here; what was said of it last is so. */
function hasNotAgreed({ house, guest, campaign, programs }: Noted): boolean {
  return programs.some(({ campaigns }) => {
    const condition = campaigns[campaign]?.if;
    if (condition?.kind !== 'consent') return false;
    const said = eventsIn(house)
      .filter(
        ({ key, consent }) =>
          Object.hasOwn(guest.identifiers, key.identifier) && condition.purpose in consent,
      )
      .sort((a, b) => a.time - b.time);
    return said.at(-1)?.consent[condition.purpose] !== true;
  });
}

/** What was said to two as one both remember. */
function ofKin({ guest, journeys, areKin }: Noted): readonly Journey[] {
  return journeys.filter(({ profileId }) => areKin(profileId, guest.profileId));
}

function beganTooSoon(noted: Noted): boolean {
  const { campaign, programs } = noted;
  const time = timeOf(noted);
  return programs.some(({ campaigns }) => {
    const { frequency } = campaigns[campaign] ?? {};
    if (frequency?.kind !== 'once per') return false;
    return ofKin(noted).some(({ enteredAt }) => enteredAt > time - frequency.milliseconds);
  });
}

/** Of what triggered it. */
function timeOf({ house, entry }: Noted): number {
  return eventsIn(house).find(({ messageId }) => messageId === entry.occurrence)?.time ?? entry.at;
}

/** When the visit began that was under way as it was decided. */
function visitsOf({ house, guest, entry, programs: [program] }: Noted): readonly (number | undefined)[] {
  const spec = Object.values(program?.aggregates ?? {}).find(({ kind }) => kind === 'visit');
  if (spec?.kind !== 'visit') return [];
  const events = eventsIn(house);
  const triggeredAt = events.find(({ messageId }) => messageId === entry.occurrence)?.receivedAt ?? entry.at;
  return readFoldedVisits(guest, events, spec.visit, { triggeredAt, now: entry.at });
}

function eventsIn({ tables }: SimulatedHouse): readonly TrackingEvent[] {
  return tables.table('Events').all().map(decodeEvent);
}
