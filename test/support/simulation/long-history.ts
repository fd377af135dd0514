import type { Fault } from './faults.ts';
import type { PlannedCall } from './history.ts';
import { judgeHouse } from './judge-house.ts';
import { faultsOf, STARTS_AT } from './play-scene.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedHouse } from './simulated-house.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const partial = (): Fault => ({ kind: 'partial' });

const LINES = 150;
const LINES_A_CALL = 15;

/** A guest of years, whose history takes pages and is too long to be folded in passing; the queue takes it at the last. */
export async function longHistory(seed: number): Promise<string[]> {
  const house = new SimulatedHouse({ seed, startsAt: STARTS_AT, batchSize: 100, inlineHistory: 100 });
  const random = new SeededRandom(seed);
  const lines = Array.from({ length: LINES }, (_, number) => ({
    messageId: `l${number}`,
    type: 'track',
    event: 'Order Completed',
    userId: 'regular',
    timestamp: new Date(STARTS_AT - (LINES - number) * 1_000).toISOString(),
    // What does not deflate.
    properties: { revenue: 1, words: Array.from({ length: 1_200 }, () => random.next()).join('') },
  }));
  const calls = Array.from({ length: LINES / LINES_A_CALL }, (_, place) =>
    importOf(lines.slice(place * LINES_A_CALL, (place + 1) * LINES_A_CALL), STARTS_AT + place),
  );
  for (const call of calls) house.plan(call);
  await house.settle(STARTS_AT + DAY);
  house.deploy(2);
  house.world.faults = faultsOf('SendMessageBatch refold', 4, partial);
  const body = { messageId: 'last', type: 'track', event: 'Menu Opened', userId: 'regular' };
  const messages = [{ messageId: 'last', identifiers: ['userId#regular'] }];
  const last = { at: STARTS_AT + DAY, call: { route: 'POST /v1/track', key: 'server', body }, messages };
  house.plan(last);
  await house.settle(STARTS_AT + DAY + MINUTE);
  return judgeHouse(house, [...calls, last], { isShared: false });
}

function importOf(lines: readonly { readonly messageId: string }[], at: number): PlannedCall {
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const messages = lines.map(({ messageId }) => ({ messageId, identifiers: ['userId#regular'] }));
  return { at, call: { route: 'POST /v1/import', key: 'server', body }, messages };
}
