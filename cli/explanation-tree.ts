import type { Terminal } from './terminal.ts';

/** A condition as the API explains it. */
export interface AnsweredExplanation {
  readonly asked: string;
  readonly holds: boolean;
  readonly seen?: unknown;
  readonly changesAt?: string;
  readonly events?: readonly {
    readonly messageId: string;
    readonly event: string;
    readonly timestamp: string;
  }[];
  readonly parts: readonly AnsweredExplanation[];
}

/** Draws a condition: a line for each part with whether it holds, below it what was seen and the events behind it. */
export function explanationTree(terminal: Terminal, explanation: AnsweredExplanation, depth = 1): string[] {
  const { asked, holds, seen, changesAt, events = [], parts } = explanation;
  const indent = '  '.repeat(depth);
  const mark = holds ? terminal.style('green', '✓') : terminal.style('red', '✗');
  const details = [
    ...(seen === undefined ? [] : [`saw ${describeSeen(seen)}`]),
    ...events.map(({ timestamp, event, messageId }) => `${timestamp} ${event} (${messageId})`),
    ...(changesAt === undefined ? [] : [`may change at ${changesAt}`]),
  ];
  return [
    `${indent}${mark} ${asked}`,
    ...details.map((detail) => `${indent}    ${terminal.style('dim', detail)}`),
    ...parts.flatMap((part) => explanationTree(terminal, part, depth + 1)),
  ];
}

function describeSeen(seen: unknown): string {
  return typeof seen === 'string' ? seen : JSON.stringify(seen);
}
