import type { EventTrigger } from '../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import { aCampaign } from './a-campaign.ts';
import { aProgram } from './a-program.ts';
import { anEvent, NOW } from './an-event.ts';
import type { InMemoryTables } from './in-memory-tables.ts';

export const SECOND = 1_000;
export const ORDERS = { names: ['Order Completed'], where: [] };
export const ORDER_COUNT: AggregateSpec = { kind: 'measure', of: ORDERS, measure: 'count', property: null };

/** A playbook that thanks for every third purchase, as it counts them. */
export function everyThird(aggregate: AggregateSpec, overrides: Partial<Program> = {}): ActiveProgram {
  const trigger: EventTrigger = { kind: 'event', of: ORDERS, every: { times: 3, aggregate: 'orders' } };
  const thanks = aCampaign({ id: 'thanks', triggers: [trigger], frequency: { kind: 'every time' } });
  return activateProgram(
    aProgram({
      aggregatesDigest: 'rounds',
      campaigns: { thanks },
      ...overrides,
      aggregates: { orders: aggregate, ...overrides.aggregates },
    }),
  );
}

/** Purchases, by their place. */
export function orders(count: number, at: (index: number) => Partial<TrackingEvent>): TrackingEvent[] {
  return Array.from({ length: count }, (_, index) =>
    anEvent({ name: 'Order Completed', messageId: `m-${String(index).padStart(3, '0')}`, ...at(index) }),
  );
}

/** Each round that was told, once or more often. */
export function roundsIn({ signals }: InMemoryTables): string[] {
  return signals.flatMap((signal) =>
    signal.type === 'Event Matched' ? (signal.rounds?.thanks ?? `not a round: ${signal.messageId}`) : [],
  );
}

/** When an event happened, and was received. */
export const received = (secondsAgo: number) => ({
  time: NOW - secondsAgo * SECOND,
  receivedAt: NOW - secondsAgo * SECOND,
});
