import type { JsonValue } from '../domain/event/json.ts';
import type { Explanation } from '../domain/segment/explain/explain-condition.ts';
import { describeSeen, type WriteMoment, writeMoments } from './describe-seen.ts';
import type { Terminal } from './terminal.ts';

/** A condition as the API explains it. */
export interface AnsweredExplanation {
  readonly kind: Explanation['kind'];
  readonly asked: string;
  readonly holds: boolean;
  readonly seen?: JsonValue;
  readonly since?: string | null;
  readonly approximate?: boolean;
  readonly changesAt?: string | null;
  readonly events?: readonly AnsweredEvidence[];
  readonly parts: readonly AnsweredExplanation[];
}

interface AnsweredEvidence {
  readonly messageId: string;
  readonly event: string;
  readonly timestamp: string;
  readonly step?: number;
  readonly breaks?: boolean;
}

/** Draws a condition: a line for each part with whether it holds, below it what was seen and the events that count. */
export function explanationTree(
  terminal: Terminal,
  explanation: AnsweredExplanation,
  write: WriteMoment,
  depth = 1,
): string[] {
  const { asked, holds, parts } = explanation;
  const indent = '  '.repeat(depth);
  return [
    `${indent}${markOf(terminal, holds)} ${writeMoments(asked, write)}`,
    ...detailsOf(explanation, write).map((detail) => `${indent}    ${terminal.style('dim', detail)}`),
    ...parts.flatMap((part) => explanationTree(terminal, part, write, depth + 1)),
  ];
}

/** A tick or a cross. */
export function markOf(terminal: Terminal, holds: boolean): string {
  return holds ? terminal.style('green', '✓') : terminal.style('red', '✗');
}

function detailsOf(explanation: AnsweredExplanation, write: WriteMoment): string[] {
  const { kind, seen, since, approximate, events = [] } = explanation;
  const said = seen === undefined ? undefined : describeSeen(kind, seen, write);
  return [
    ...(said === undefined ? [] : [`${said}${approximate ? ' (approximate)' : ''}`]),
    ...(since === undefined ? [] : [describeSince(since, write)]),
    ...events.map((event) => describeEvidence(event, write)),
    ...changeOf(explanation, write),
  ];
}

function describeSince(since: string | null, write: WriteMoment): string {
  return since === null ? 'what it counts since never happened' : `counts since ${write(since)}`;
}

function describeEvidence(
  { timestamp, event, messageId, step, breaks }: AnsweredEvidence,
  write: WriteMoment,
): string {
  const place = step === undefined ? '' : `, ${breaks ? 'broke it as ' : ''}step ${step}`;
  return `${write(timestamp)} ${event} (${messageId})${place}`;
}

/** A draw never changes; of what is made of parts, each says it itself. */
function changeOf({ kind, seen, changesAt }: AnsweredExplanation, write: WriteMoment): string[] {
  if (changesAt === undefined || kind === 'random') return [];
  if (changesAt !== null) return [`changes on ${write(changesAt)} if nothing happens before`];
  return seen === undefined ? [] : ['changes by an event only'];
}
