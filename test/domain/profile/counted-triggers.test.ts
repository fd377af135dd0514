import { describe, expect, it } from 'vitest';
import type { EventTrigger } from '../../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { AggregateSpec } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const named = (name: string) => ({ names: [name], where: [] });
const ORDERS = named('Order Completed');

const aggregates: Readonly<Record<string, AggregateSpec>> = {
  orders: { kind: 'times', of: ORDERS, keep: 1 },
  signUps: { kind: 'times', of: named('Signed Up'), keep: 32 },
  soonAfter: {
    kind: 'times-since',
    of: ORDERS,
    since: named('Signed Up'),
    spanMilliseconds: HOUR,
    keep: 32,
  },
  sameProduct: {
    kind: 'matching',
    of: ORDERS,
    with: named('Cart Updated'),
    on: [[['product'], ['product']]],
    keep: 32,
  },
};

function triggeredBy(overrides: Partial<EventTrigger>, others: Partial<EventTrigger>[] = []) {
  const triggers = [overrides, ...others].map((one): EventTrigger => ({ kind: 'event', of: ORDERS, ...one }));
  const campaign = aCampaign({ id: 'thanks', triggers, frequency: { kind: 'every time' } });
  return activateProgram(
    aProgram({ aggregatesDigest: 'counted', aggregates, campaigns: { thanks: campaign } }),
  );
}

const condition = { label: 'Order Completed', count: { atLeast: 1 } };
const AFTER_SIGN_UP = triggeredBy({
  counted: {
    kind: 'event',
    ...condition,
    aggregate: 'orders',
    since: { kind: 'event', aggregate: 'signUps' },
  },
});
const SOON_AFTER = triggeredBy({ counted: { kind: 'event', ...condition, aggregate: 'soonAfter' } });
const SAME_PRODUCT = triggeredBy({ counted: { kind: 'matching', ...condition, aggregate: 'sameProduct' } });

/** A moment so many minutes ago. */
const ago = (minutes: number) => ({ time: NOW - minutes * MINUTE, receivedAt: NOW - minutes * MINUTE });
const ordered = (messageId: string, minutes: number, overrides: Partial<TrackingEvent> = {}) =>
  anEvent({ messageId, name: 'Order Completed', ...ago(minutes), ...overrides });
const signedUp = (minutes: number) =>
  anEvent({ messageId: `sign-up-${minutes}`, name: 'Signed Up', ...ago(minutes) });

async function told(
  active: ReturnType<typeof triggeredBy>,
  ...batches: readonly (readonly TrackingEvent[])[]
): Promise<readonly string[]> {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  for (const batch of batches) {
    tables.put(batch);
    await deliverEvents(dependencies, [batch], NOW);
  }
  await drainRefolds(tables, dependencies, NOW);
  return tables.signals.flatMap((signal) => (signal.type === 'Event Matched' ? signal.messageId : []));
}

describe('a trigger that counts only some events', () => {
  it('given since another event, then those after one of these', async () => {
    expect(await told(AFTER_SIGN_UP, [ordered('before', 9), signedUp(8), ordered('after', 7)])).toEqual([
      'after',
    ]);
    // At that very moment is not after it.
    expect(await told(AFTER_SIGN_UP, [signedUp(8), ordered('at', 8)])).toEqual([]);
  });

  it('given orders in whatever order, then each goes by its own time', async () => {
    expect(
      await told(
        AFTER_SIGN_UP,
        [signedUp(9), ordered('late', 5), ordered('early', 7), signedUp(4)],
        [ordered('between', 6, { receivedAt: NOW - 4 * MINUTE })],
      ),
    ).toEqual(['late', 'early', 'between']);
  });

  it('given a span after another event, then those within it', async () => {
    expect(await told(SOON_AFTER, [signedUp(90), ordered('soon', 60), ordered('too late', 29)])).toEqual([
      'soon',
    ]);
  });

  it('given that it must agree with another event, then those for which one is known', async () => {
    const cart = (product: string) =>
      anEvent({ messageId: `cart-${product}`, name: 'Cart Updated', ...ago(5), properties: { product } });
    const of = (product: string) => ({ properties: { product } });
    expect(
      await told(SAME_PRODUCT, [
        ordered('no cart yet', 9, of('tie')),
        cart('tie'),
        ordered('other', 4, of('suit')),
        ordered('same', 3, of('tie')),
      ]),
    ).toEqual(['same']);
  });

  it('given history, then it counts as what came before and is not told', async () => {
    const past = { ...signedUp(90), isHistory: true };
    expect(
      await told(AFTER_SIGN_UP, [past, ordered('past', 80, { isHistory: true })], [ordered('new', 1)]),
    ).toEqual(['new']);
  });

  it('given a delivery, then it is told, and told again if it comes again, as long as its lateness allows', async () => {
    const order = ordered('m', 30);
    expect(await told(AFTER_SIGN_UP, [signedUp(40), order], [order])).toEqual(['m', 'm']);
    const old = ordered('m', 70);
    expect(await told(AFTER_SIGN_UP, [signedUp(90), old], [old])).toEqual([]);
  });

  it('given an event that a refold took in first, then it is told with its delivery', async () => {
    const [first, doubtful] = [{ ...signedUp(50), receivedAt: NOW - 20 * MINUTE }, ordered('m', 30)];
    // The page was received before what is no longer known by its key: it has the guest folded anew.
    const later = anEvent({ messageId: 'p-1', name: 'Page Viewed', ...ago(10) });
    const page = anEvent({ messageId: 'p-2', name: 'Page Viewed', ...ago(45) });
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, AFTER_SIGN_UP);
    tables.put([first, later, page, doubtful]);
    await deliverEvents(dependencies, [[first], [later]], NOW - 10 * MINUTE);
    await deliverEvents(dependencies, [[page]], NOW);
    expect(tables.signals).toEqual([]);
    await deliverEvents(dependencies, [[doubtful]], NOW);
    expect(tables.signals).toMatchObject([{ type: 'Event Matched', messageId: 'm', isRepeat: true }]);
  });
});

describe('how late a repeat may be', () => {
  it('is what its trigger says: five minutes, an hour, or however late', async () => {
    const repeatedAfter = async (latenessMilliseconds: number | null | undefined, minutes: number) => {
      const active = triggeredBy(latenessMilliseconds === undefined ? {} : { latenessMilliseconds });
      const order = ordered('m', minutes);
      return (await told(active, [order], [order])).length === 2;
    };
    expect(await repeatedAfter(5 * MINUTE, 5)).toBe(true);
    expect(await repeatedAfter(5 * MINUTE, 6)).toBe(false);
    expect(await repeatedAfter(undefined, 60)).toBe(true);
    expect(await repeatedAfter(undefined, 61)).toBe(false);
    expect(await repeatedAfter(null, 90_000)).toBe(true);
  });

  it('is asked of each trigger that the event meets', async () => {
    const suite = { tests: [{ op: 'is' as const, value: 'Suite' }], ignoreCase: false };
    const active = triggeredBy({ latenessMilliseconds: 5 * MINUTE }, [
      { of: { ...ORDERS, where: [{ path: ['room'], matcher: suite }] }, latenessMilliseconds: null },
    ]);
    const plain = ordered('plain', 20);
    const special = ordered('special', 20, { properties: { room: 'Suite' } });
    expect(await told(active, [plain, special], [plain, special])).toEqual(['special', 'special']);
  });
});
