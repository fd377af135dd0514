import type { WriteMoment } from './describe-seen.ts';
import { markOf } from './explanation-tree.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of whether a campaign may begin, and of when it last did not. */
export interface AnsweredEntry {
  readonly frequency?: {
    readonly asked: string;
    readonly mayBegin: boolean;
    readonly why?: string;
    readonly mayBeginFrom?: string;
  };
  readonly refused?: {
    readonly at: string;
    readonly reason: string;
    readonly why: string;
    readonly occurrence: string;
    readonly event?: string;
    readonly timestamp?: string;
    readonly mayBeginFrom?: string;
  };
}

/** Draws whether a campaign may begin now, and why it last did not. */
export function entryLines(terminal: Terminal, entry: AnsweredEntry, write: WriteMoment): string[] {
  return [...frequencyLines(terminal, entry, write), ...refusedLines(terminal, entry, write)];
}

function frequencyLines(terminal: Terminal, { frequency }: AnsweredEntry, write: WriteMoment): string[] {
  if (frequency === undefined) return [];
  const { asked, mayBegin, why, mayBeginFrom } = frequency;
  const because = why === undefined ? '' : `: ${why}${nextFrom(mayBeginFrom, write)}`;
  return ['frequency', `  ${markOf(terminal, mayBegin)} ${asked}${because}`];
}

function refusedLines(
  terminal: Terminal,
  { frequency, refused }: AnsweredEntry,
  write: WriteMoment,
): string[] {
  if (refused === undefined) return [];
  const { at, reason, why, occurrence, event, timestamp, mayBeginFrom } = refused;
  const isByFrequency = reason === 'frequency' || reason === 'visit';
  const rule = isByFrequency && frequency !== undefined ? `${frequency.asked}: ` : '';
  const which =
    event === undefined || timestamp === undefined
      ? occurrence
      : `event ${event} of ${write(timestamp)} (${occurrence})`;
  return [
    `did not begin on ${write(at)}: ${rule}${why}${nextFrom(mayBeginFrom, write)}`,
    `  ${terminal.style('dim', `triggered by ${which}`)}`,
  ];
}

function nextFrom(moment: string | undefined, write: WriteMoment): string {
  return moment === undefined ? '' : `, next from ${write(moment)}`;
}
