import { type AnsweredParts, conditionLines, stepAndSendLines } from './asked-lines.ts';
import { type WriteMoment, writeMoments } from './describe-seen.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of a journey. */
export interface AnsweredJourney {
  readonly status: string;
  readonly enteredAt: string;
  readonly dueAt: string | null;
  readonly why?: string;
  readonly playbookVersion?: string;
  readonly isOfEarlierVersion?: boolean;
  readonly nextStep?: string;
  readonly isHeldOut?: boolean;
  readonly convertedAt?: string;
  readonly trace?: readonly { readonly at: string; readonly what: string }[];
  /** Where its own version makes something else of the guest than the present one. */
  readonly asBegun?: AnsweredParts;
}

/** Draws where a journey stands, all that happened on it, and what the version that it keeps makes of the guest. */
export function journeyLines(terminal: Terminal, journey: AnsweredJourney, write: WriteMoment): string[] {
  const { why, trace = [], asBegun } = journey;
  return [
    `  ${factsOf(journey, write).join(', ')}${why === undefined ? '' : `: ${why}`}`,
    ...trace.map(
      ({ at, what }) => `      ${terminal.style('dim', `${write(at)} ${writeMoments(what, write)}`)}`,
    ),
    ...(asBegun === undefined
      ? []
      : [
          'it goes by its own version, not by that of now:',
          ...conditionLines(terminal, asBegun, write),
          ...stepAndSendLines(terminal, asBegun, write),
        ].map((line) => `      ${line}`)),
  ];
}

function factsOf(
  {
    status,
    enteredAt,
    dueAt,
    playbookVersion,
    isOfEarlierVersion,
    nextStep,
    isHeldOut,
    convertedAt,
  }: AnsweredJourney,
  write: WriteMoment,
): string[] {
  return [
    `${status}, began ${write(enteredAt)}`,
    ...(isOfEarlierVersion ? [`with the earlier version ${playbookVersion}`] : []),
    ...(dueAt === null ? [] : [`next on ${write(dueAt)}`]),
    ...(nextStep === undefined ? [] : [`then step ${nextStep}`]),
    ...(isHeldOut ? ['held out'] : []),
    ...(convertedAt === undefined ? [] : [`goal reached on ${write(convertedAt)}`]),
  ];
}
