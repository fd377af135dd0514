import type { Journey } from './journey.ts';
import { endJourney, type Halt, type Progress, traced } from './progress.ts';

const GOES_ON = 'goes on: it had given way to a journey of somebody else';

/**
 * Ends a journey that gives way as two turn out to be one. While its wait is not over it keeps what it would go on with: a split
 * may make them two again.
 * @param progress of one that waits, or that gave way before, as it would go on
 */
export function giveWay(progress: Progress, now: number): Halt {
  const { journey, contacts } = progress;
  const ended = endJourney(progress, 'collapsed by a merge', now);
  const kept = keptOf(journey, now);
  if (journey.gaveWay === undefined) return halt(ended, { ...ended.journey, ...kept });
  if (kept.gaveWay !== undefined && ended.contacts === contacts) return { kind: 'nothing due' };
  // That it is over was said as it gave way.
  return halt(ended, { ...ended.journey, trace: journey.trace, ...kept });
}

/** Tells whether a journey may go on: it waits, or gave way and its guest may be two again. */
export function mayGoOn({ status, gaveWay }: Pick<Journey, 'status' | 'gaveWay'>): boolean {
  return status === 'waiting' || gaveWay !== undefined;
}

/** A journey as it goes on, if it may: one that gave way as it was before. */
export function asBefore(journey: Journey): Journey {
  if (journey.gaveWay === undefined) return journey;
  const { end: _end, ...rest } = journey;
  return { ...rest, ...journey.gaveWay, status: 'waiting' };
}

/** Has a journey go on that had given way. */
export function goOnAgain(progress: Progress, now: number): Progress {
  const { gaveWay, ...journey } = progress.journey;
  if (gaveWay === undefined) return progress;
  return traced({ ...progress, journey }, now, GOES_ON);
}

function keptOf(
  { dueAt, awaits, awaitsOwn, asksAgain, slot }: Journey,
  now: number,
): Pick<Journey, 'gaveWay'> {
  if (dueAt === null || dueAt <= now) return {};
  return {
    gaveWay: {
      dueAt,
      ...(awaits !== undefined && { awaits }),
      ...(awaitsOwn !== undefined && { awaitsOwn }),
      ...(asksAgain !== undefined && { asksAgain }),
      ...(slot !== undefined && { slot }),
    },
  };
}

function halt(progress: Progress, journey: Journey): Halt {
  return { kind: 'halts', progress: { ...progress, journey } };
}
