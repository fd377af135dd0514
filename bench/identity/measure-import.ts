import type { JsonObject } from '../../domain/event/json.ts';
import { measurePuts } from '../dynamodb-puts.ts';
import type { Figure } from '../figure.ts';
import { hotelMix } from '../hotel-mix.ts';
import { median } from '../quantile.ts';
import { type RunningStack, startRunningStack } from '../running-stack.ts';

const GUESTS = 200;
const EVENTS_PER_GUEST = 20;
const ROUNDS = 3;
/** Below what one call takes. */
const LINES_A_CALL = 500;
const CALLS_AT_ONCE = 4;
const DAY = 86_400_000;
const YEARS = 3 * 365 * DAY;

/** Lines of history a second through the whole local pipeline, beside plain puts. */
export async function measureImport(): Promise<readonly Figure[]> {
  const stack = await startRunningStack('playbooks/hotel', () => {});
  const rates: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) rates.push(await rateOf(stack, historyOf(round)));
  } finally {
    await stack.stop();
  }
  const [, ...warm] = rates;
  const all = warm.map((rate) => Math.round(rate)).join(', ');
  return [
    {
      name: 'local: lines imported',
      ours: median(warm),
      peer: await measurePuts(),
      unit: 'events/s',
      note: `the middle one of ${all}, each of ${GUESTS * EVENTS_PER_GUEST} events of ${GUESTS} guests over three years until settled, ${LINES_A_CALL} lines a call; peer: plain conditional puts of such events into DynamoDB Local alone, here and now`,
    },
  ];
}

/** Years of guests of whom nothing was known, oldest first, as an export has them. */
function historyOf(round: number): JsonObject[] {
  const events = hotelMix(`import-${round}`, GUESTS, EVENTS_PER_GUEST);
  const now = Date.now();
  return events
    .map((event, index): JsonObject => {
      const at = now - YEARS + ((index * 7_919) % events.length) * Math.floor(YEARS / events.length);
      return {
        ...event,
        userId: `${String(event.userId)}-${round}`,
        anonymousId: `${String(event.anonymousId)}-${round}`,
        timestamp: new Date(at).toISOString(),
      };
    })
    .sort((one, other) => (String(one.timestamp) < String(other.timestamp) ? -1 : 1));
}

async function rateOf(stack: RunningStack, events: readonly JsonObject[]): Promise<number> {
  const calls: JsonObject[][] = [];
  for (let at = 0; at < events.length; at += LINES_A_CALL) calls.push(events.slice(at, at + LINES_A_CALL));
  const begun = performance.now();
  const sendRest = async () => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) await stack.import(call);
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, sendRest));
  await stack.settle();
  return events.length / ((performance.now() - begun) / 1000);
}
