import { setTimeout } from 'node:timers/promises';

/** Waits between tries; what else but time passes is nobody's business. */
export type Sleep = (milliseconds: number) => Promise<unknown>;

/** Waits by the clock on the wall. */
export const sleepByClock: Sleep = (milliseconds) => setTimeout(milliseconds);
