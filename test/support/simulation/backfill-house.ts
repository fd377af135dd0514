import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { createBackfill } from '../../../lambdas/handlers/backfill.ts';
import { MAXIMUM_INLINE_HISTORY } from '../../../lambdas/handlers/flows/inline-history.ts';
import { aKey } from '../a-collector.ts';
import { type HttpCall, toHttpEvent } from './http-event.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { SimulatedLambda } from './simulated-lambda.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import { wireAdapters } from './wire-adapters.ts';

type Backfill = SimulatedLambda<HttpCall, APIGatewayProxyStructuredResultV2>;

const ROWS_A_PAGE = 2;
const PAUSE_MILLISECONDS = 5_000;
/** More calls than these: it does not come to an end. */
const MOST_CALLS = 500;

interface Page {
  readonly failed: readonly unknown[];
  readonly cursor: string | null;
}

/**
 * Brings everybody to the active playbook, as `maitred backfill` does: page by page, each asked for until it is answered; and
 * typed again until nobody fails.
 */
export async function backfillHouse(house: SimulatedHouse): Promise<void> {
  const { scheduler, counts } = house.world;
  const backfill = backfillOf(house);
  let cursor: string | null = null;
  let failed = 0;
  for (let calls = 1; ; calls += 1) {
    if (calls > MOST_CALLS) throw new Error('the backfill does not come to an end');
    const body = { limit: ROWS_A_PAGE, ...(cursor !== null && { cursor }) };
    const call = { route: 'POST /v1/playbook/backfill', key: 'admin', body };
    const answer = await backfill.invoke(call).catch(() => undefined);
    if (answer?.statusCode !== 200) {
      await scheduler.wait('a page again', PAUSE_MILLISECONDS);
      continue;
    }
    const page = JSON.parse(answer.body ?? '{}') as Page;
    counts.add('pages of a backfill');
    failed += page.failed.length;
    cursor = page.cursor;
    if (cursor !== null) continue;
    if (failed === 0) return;
    failed = 0;
  }
}

function backfillOf(house: SimulatedHouse): Backfill {
  const { tables, objects, mailbox } = house;
  const surroundings = {
    tables,
    objects,
    mailbox,
    queue: (name: string) => house.queues.get(name) as SimulatedQueue,
    bus: () => house.bus,
    inlineHistory: MAXIMUM_INLINE_HISTORY,
  };
  return new SimulatedLambda<HttpCall, APIGatewayProxyStructuredResultV2>(house.world, 'backfill', (copy) => {
    const adapters = wireAdapters(copy, surroundings);
    const handle = createBackfill({
      ...adapters,
      profileStore: adapters.profiles,
      playbookStore: adapters.playbook,
      findKey: async () => aKey({ keyId: 'key-3', scopes: ['admin'] }),
      limitKey: async () => undefined,
    });
    return (call) => handle(toHttpEvent(call, copy.invocationId), {} as Context);
  });
}
