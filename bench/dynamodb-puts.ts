import { acceptMessage } from '../domain/event/accept-message.ts';
import { createEventStore } from '../lambdas/adapters/event-store.ts';
import { mapBounded } from '../lambdas/runtime/map-bounded.ts';
import { median } from './quantile.ts';
import { documentClient, startTemplateTables } from './template-tables.ts';
import { guestOf, pageOf } from './units/messages.ts';

const PUTS = 1_000;
const ROUNDS = 4;
/** As many as collect has under way. */
const AT_ONCE = 50;

/** Conditional puts of events a second that DynamoDB Local takes when nothing else runs: the ceiling of local throughput. */
export async function measurePuts(): Promise<number> {
  const tables = await startTemplateTables();
  const client = documentClient(tables.port, 'local');
  try {
    const events = createEventStore({ client, eventsTable: tables.nameOf('Events') });
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const list = Array.from({ length: PUTS }, (_, index) => eventOf(round * PUTS + index));
      const begun = performance.now();
      await mapBounded(list, AT_ONCE, (event) => events.putOnce(event));
      rates.push(PUTS / ((performance.now() - begun) / 1000));
    }
    return median(rates.slice(1)); // the first warms Java up
  } finally {
    client.destroy();
    await tables.stop();
  }
}

function eventOf(number: number) {
  const receivedAt = Date.now();
  const rules = {
    identity: { namespaces: [{ name: 'userId', unique: true, limit: 1 }], blocked: [] },
    consent: {},
  };
  return acceptMessage(pageOf(guestOf('put', number % 500), number, receivedAt), {
    receivedAt,
    source: 'bench',
    rules,
  });
}
