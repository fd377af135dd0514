import type { StateStore } from '../state/state-store.ts';

/** A clock that can be moved forward; functions read its offset from shared memory. */
export interface MovedClock {
  now(): number;
  /** Milliseconds by which the clock is ahead of the real one; index 0, shared with every worker. */
  readonly shared: SharedArrayBuffer;
  /** Moves to a moment; refuses to go back. */
  moveTo(moment: number): void;
  /** Back to the real time. */
  reset(): void;
}

const KEY = 'clock-offset';

/** The moved clock, its offset read from and kept in the state store. */
export function createMovedClock(state: StateStore): MovedClock {
  const shared = new SharedArrayBuffer(8);
  const offset = new Float64Array(shared);
  offset[0] = Number(state.read(KEY) ?? 0);
  const setOffset = (value: number) => {
    state.write(KEY, String(value));
    offset[0] = value;
  };
  const now = () => Date.now() + (offset[0] ?? 0);
  return {
    now,
    shared,
    moveTo(moment) {
      if (moment > now()) setOffset(moment - Date.now());
    },
    reset: () => setOffset(0),
  };
}
