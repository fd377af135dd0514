import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before another attempt. */
export type Pause = (attempt: number) => Promise<void>;

const FIRST_PAUSE_MILLISECONDS = 10;

/** A random wait that doubles with each attempt: those who met do not meet again. */
export const pauseWithJitter: Pause = (attempt) =>
  sleep(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
