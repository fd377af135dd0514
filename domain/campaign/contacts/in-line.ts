import type { DateReached, SegmentEntered, SegmentLeft } from '../../profile/signal.ts';

/** A wait of a journey that may then want room under a cap. */
export interface Wait {
  readonly profileId: string;
  readonly journeyId: string;
  readonly campaign: string;
  /** When it is over, in milliseconds since the epoch. */
  readonly until: number;
}

/** What time brings and tells: a date, or a segment that time alone changed. */
export type TimeSignal = DateReached | SegmentEntered | SegmentLeft;

/** Each of them, without some of what it says. */
export type Without<Key extends string, Each = TimeSignal> = Each extends TimeSignal
  ? Omit<Each, Key>
  : never;

/** That time brought something: until its signal is decided on, this alone says so. */
export interface Came {
  /** When it did, in milliseconds since the epoch; the signal says when that was seen. */
  readonly moment: number;
  readonly signal: Without<'id' | 'v'>;
}
