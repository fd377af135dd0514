import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** Older than this, it may be too late when it is delivered. */
const LATENESS_MILLISECONDS = 1_800_000;

/** Every live event that a campaign waits for is told, also where a refold had taken it in before its delivery. */
export function judgeTriggers(house: SimulatedHouse): string[] {
  const told = new Set(
    house.bus.details
      .filter(({ type }) => type === 'Event Matched')
      .map(({ detail }) => (JSON.parse(detail) as { messageId: string }).messageId),
  );
  return outcomeOf(house)
    .events.filter(({ name, isHistory }) => name === 'Booking Made' && isHistory !== true)
    .filter(({ receivedAt, time }) => receivedAt - time < LATENESS_MILLISECONDS)
    .filter(({ messageId }) => !told.has(messageId))
    .map(({ messageId }) => `nobody is told of ${messageId}`);
}
