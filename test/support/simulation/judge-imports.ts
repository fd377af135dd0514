import type { PlannedCall } from './history.ts';
import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/**
 * What was imported is history that nothing is told of, and the lines of one call can be told apart by their receipt. Two who
 * become one by an import are told to those of their journeys that have to look for themselves: that is no event of theirs.
 */
export function judgeImports(house: SimulatedHouse, calls: readonly PlannedCall[]): string[] {
  const { events } = outcomeOf(house);
  const imported = calls.filter(({ call }) => call.route === 'POST /v1/import');
  const told = new Set(
    house.bus.details.flatMap(({ detail }) => {
      const { event, isForgotten } = JSON.parse(detail) as {
        event?: { identifier: string; sort: string };
        isForgotten?: true;
      };
      return event === undefined || isForgotten === true ? [] : [`${event.identifier} ${event.sort}`];
    }),
  );
  return imported.flatMap(({ messages }) => {
    const ids = new Set(messages.map(({ messageId }) => messageId));
    const own = events.filter(({ messageId }) => ids.has(messageId));
    const receipts = new Set(own.map(({ receivedAt }) => receivedAt));
    return [
      ...own
        .filter(({ isHistory }) => isHistory !== true)
        .map(({ messageId }) => `${messageId} is no history`),
      ...own
        .filter(({ key }) => told.has(`${key.identifier} ${key.sort}`))
        .map(({ messageId }) => `${messageId} was imported and triggers`),
      // Calls that are made again may store some lines of one try and some of the next.
      ...(house.world.counts.of('calls') === calls.length && receipts.size < own.length
        ? [`lines of one import share their receipt: ${[...ids]}`]
        : []),
    ];
  });
}
