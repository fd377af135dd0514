import type { Figure } from './figure.ts';
import { measureBroadcast } from './journeys/measure-broadcast.ts';
import { measureDecisions } from './journeys/measure-decisions.ts';

/** What journeys cost: to decide, and to speak to many at once. */
export async function measureJourneys(): Promise<readonly Figure[]> {
  return [...(await measureDecisions()), ...(await measureBroadcast())];
}
