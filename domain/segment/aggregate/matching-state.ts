import type { JsonValue } from '../../event/json.ts';
import { MATCHING_KEY_LENGTH } from './matching-keys.ts';
import { fromShortTime, toShortTime } from './short-time.ts';

/** An event, and what it is equal to others by: its keys, joined. */
export type Candidate = readonly [time: number, keys: string];
/** What an event of the others may be equal by, and when it last was. */
export type Known = readonly [key: string, time: number];

/** What is remembered of events that are held against others. */
export interface MatchingState {
  /** Ascending by time, then by their keys. */
  readonly events: readonly Candidate[];
  /** The latest that had to give way because those after it have too many keys: it and all before it stay away. */
  readonly forgotten?: Candidate | undefined;
  /** Of the others; ascending. */
  readonly keys: readonly Known[];
}

/** As it is stored: in texts, with a space between two; an event is `time.keys`, a key is followed by its time. */
interface StoredMatching {
  readonly events: string;
  readonly keys: string;
  readonly forgotten?: string;
}

/** Reads what `writeMatchingState` wrote; of no state, nothing is known yet. */
export function readMatchingState(state: JsonValue | undefined): MatchingState {
  if (state === undefined) return { events: [], keys: [] };
  const { events, keys, forgotten } = state as unknown as StoredMatching;
  return {
    events: textsIn(events).map(readCandidate),
    keys: textsIn(keys).map((text) => [
      text.slice(0, MATCHING_KEY_LENGTH),
      fromShortTime(text.slice(MATCHING_KEY_LENGTH)),
    ]),
    forgotten: forgotten === undefined ? undefined : readCandidate(forgotten),
  };
}

/** The state as JSON, in little room. */
export function writeMatchingState({ events, keys, forgotten }: MatchingState): JsonValue {
  const stored: StoredMatching = {
    events: events.map(writeCandidate).join(' '),
    keys: keys.map(([key, time]) => `${key}${toShortTime(time)}`).join(' '),
    ...(forgotten !== undefined && { forgotten: writeCandidate(forgotten) }),
  };
  return stored as unknown as JsonValue;
}

/** As above; where it is what stands already, that very state. */
export function rewriteMatchingState(stands: JsonValue | undefined, state: MatchingState): JsonValue {
  const written = writeMatchingState(state);
  if (stands === undefined) return written;
  const [was, is] = [stands as unknown as StoredMatching, written as unknown as StoredMatching];
  const isSame = was.events === is.events && was.keys === is.keys && was.forgotten === is.forgotten;
  return isSame ? stands : written;
}

function textsIn(joined: string): readonly string[] {
  return joined === '' ? [] : joined.split(' ');
}

function writeCandidate([time, keys]: Candidate): string {
  return `${toShortTime(time)}.${keys}`;
}

function readCandidate(text: string): Candidate {
  const [time = '', keys = ''] = text.split('.');
  return [fromShortTime(time), keys];
}
