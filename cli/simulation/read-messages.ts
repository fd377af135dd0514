import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { JsonObject, JsonValue } from '../../domain/event/json.ts';
import { parseTimestamp } from '../../domain/event/parse-timestamp.ts';
import { isJsonObject } from '../../domain/event/strip-nulls.ts';
import { parseJson } from '../../lambdas/runtime/http-body.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { type NumberedLine, readLines } from '../read-lines.ts';

/** An event takes 32 KiB; as text it may be written more widely. */
const MAXIMUM_LINE_BYTES = 1024 * 1024;

/** A message of Segment's tracking API, at the moment that it names. */
export interface TimedMessage {
  /** From 1, as editors count. */
  readonly line: number;
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly message: JsonObject;
}

export interface ReadMessagesOptions {
  /** Holds all lines in memory to put them in order. */
  readonly sort: boolean;
  /** Told of each line that cannot be taken. */
  readonly refuse: (line: number, why: string) => void;
  /** Why a message cannot be taken, if it cannot; absent: what is in order by itself can. */
  readonly whyRefused?: (timed: TimedMessage) => string | undefined;
}

/**
 * Reads a file with a message a line, in the order of their timestamps. Empty lines are passed over, and those that are
 * refused: what their timestamps say does not count.
 * @throws CommandError where it cannot be read, or a line is earlier than one before it and they are not to be sorted
 */
export async function* readMessages(
  path: string,
  options: ReadMessagesOptions,
): AsyncGenerator<TimedMessage> {
  yield* options.sort ? sorted(path, options) : inOrder(path, options);
}

async function* inOrder(path: string, options: ReadMessagesOptions): AsyncGenerator<TimedMessage> {
  let last: TimedMessage | undefined;
  for await (const read of readLines(path, MAXIMUM_LINE_BYTES)) {
    const timed = take(read, options);
    if (timed === undefined) continue;
    if (last !== undefined && timed.at < last.at) throw notInOrder(path, timed, last);
    last = timed;
    yield timed;
  }
}

/** Only the bytes are held: as objects they would take several times as much. */
async function* sorted(path: string, options: ReadMessagesOptions): AsyncGenerator<TimedMessage> {
  const lines: { readonly at: number; readonly read: NumberedLine }[] = [];
  for await (const read of readLines(path, MAXIMUM_LINE_BYTES)) {
    const timed = take(read, options);
    if (timed !== undefined) lines.push({ at: timed.at, read });
  }
  lines.sort((a, b) => a.at - b.at);
  for (const { read } of lines) {
    const timed = readLine(read, options.refuse);
    if (timed !== undefined) yield timed;
  }
}

function notInOrder(path: string, timed: TimedMessage, last: TimedMessage): CommandError {
  const iso = (at: number) => new Date(at).toISOString();
  return new CommandError(
    `${path}:${timed.line}: timestamp ${iso(timed.at)} is before ${iso(last.at)} of line ${last.line}`,
    {
      exitCode: EXIT.refused,
      hint: 'Sort the lines by timestamp, or add --sort, which holds all of them in memory.',
    },
  );
}

/** Undefined: it is empty, or was refused. */
function take(read: NumberedLine, { refuse, whyRefused }: ReadMessagesOptions): TimedMessage | undefined {
  const timed = readLine(read, refuse);
  const why = timed && whyRefused?.(timed);
  if (timed === undefined || why === undefined) return timed;
  return void refuse(timed.line, why);
}

function readLine(read: NumberedLine, refuse: ReadMessagesOptions['refuse']): TimedMessage | undefined {
  const { number: line, bytes, problem } = read;
  const text = bytes.toString();
  if (problem === undefined && text.trim() === '') return undefined;
  const refused = (why: string) => void refuse(line, why);
  if (problem !== undefined) return refused(problem);
  let message: JsonValue;
  try {
    message = parseJson('the line', text);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return refused(error.message);
  }
  if (!isJsonObject(message)) return refused('a line must be one JSON object');
  // When somebody's device sent it is no matter: the timestamp is taken at its word, as in an import.
  const { sentAt: _sentAt, ...kept } = message;
  const at = parseTimestamp(kept.timestamp);
  if (at !== undefined && at >= 0) return { line, at, message: kept };
  return refused(
    kept.timestamp === undefined || kept.timestamp === null
      ? 'timestamp is missing'
      : 'timestamp is not a moment since 1970; write ISO 8601, such as 2026-03-02T10:00:00.000Z',
  );
}
