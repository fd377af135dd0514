import type { Names } from './check/check-name.ts';
import type { PathStep, Problem } from './problem/problem.ts';

/** Where a step, or a part of one, stands, and what it may name. */
export interface StepPlace {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
  /** A trigger with no event behind it, by its key, if the campaign has one. */
  readonly eventless: 'schedule' | 'date' | undefined;
}

/** The place of something within it. */
export function within(place: StepPlace, ...steps: PathStep[]): StepPlace {
  return { ...place, path: [...place.path, ...steps] };
}

/** What a schedule or a date begins knows no event. Of a segment's entry there may be one, or time made it so. */
export function checkEventKnown(text: string, { file, path, eventless }: StepPlace): Problem[] {
  if (eventless === undefined) return [];
  const message = `\`${text}\` is of the event that began the journey, and with \`${eventless}\` there is none`;
  return [{ file, path, at: 'value', message, hint: 'ask the guest: `profile.…`' }];
}
