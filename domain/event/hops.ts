import type { TrackingEvent } from './tracking-event.ts';

/** What steps of campaigns led to one another so often begins nothing more: they would go on for ever. */
export const MAXIMUM_HOPS = 10;

/** How many steps of campaigns lie between what somebody did and what came of it; absent: none. */
export interface Hops {
  readonly hops?: number;
}

/** The hops of an event, to be spread into what it causes. */
export function hopsOf({ source, context }: Pick<TrackingEvent, 'source' | 'context'>): Hops {
  const { hops } = context;
  return source === 'maitred' && typeof hops === 'number' ? { hops } : {};
}
