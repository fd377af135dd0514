import type { JsonValue } from '../../domain/event/json.ts';
import { jsonBytes } from '../../domain/event/json-bytes.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { estimateAggregate } from '../../domain/playbook/estimate/estimate-aggregate.ts';
import type { AggregateSpec, EventSelector } from '../../domain/segment/aggregate/aggregate-spec.ts';
import { createAggregate } from '../../domain/segment/aggregate/create-aggregate.ts';
import type { Figure } from '../figure.ts';

const EVENTS = 5000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGUN = Date.UTC(2026, 2, 2);

const named = (name: string): EventSelector => ({ names: [name], where: [] });
const VIEWED = named('Product Viewed');
const BOUGHT = named('Order Completed');

/** One of each kind, as playbooks ask for them. */
const SPECS: Readonly<Record<string, Exclude<AggregateSpec, { readonly kind: 'entry' }>>> = {
  'at least 3 times': { kind: 'times', of: VIEWED, keep: 3 },
  'within 3 days since another event': {
    kind: 'times-since',
    of: VIEWED,
    since: BOUGHT,
    spanMilliseconds: 3 * DAY,
    keep: 1,
  },
  'sum of all time': { kind: 'measure', of: VIEWED, measure: 'sum', property: ['price'] },
  'sum within 30 days': {
    kind: 'measure',
    of: VIEWED,
    measure: 'sum',
    property: ['price'],
    withinMilliseconds: 30 * DAY,
  },
  'average within 30 days': {
    kind: 'measure',
    of: VIEWED,
    measure: 'average',
    property: ['price'],
    withinMilliseconds: 30 * DAY,
  },
  'different values': { kind: 'measure', of: VIEWED, measure: 'unique', property: ['product'] },
  'first value': { kind: 'first', of: VIEWED, property: ['product'] },
  'latest value': { kind: 'last', of: VIEWED, property: ['product'] },
  'most frequent value': { kind: 'top', of: VIEWED, property: ['product'] },
  'a sequence of two': {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: VIEWED },
      { kind: 'event', of: BOUGHT },
    ],
  },
  'matching another event': {
    kind: 'matching',
    of: VIEWED,
    with: BOUGHT,
    on: [[['product'], ['product']]],
    keep: 1,
  },
};

/** Bytes of JSON that a guest's state takes by kind of aggregate, after thousands of events, beside what `check` counts. */
export async function measureState(): Promise<readonly Figure[]> {
  return Object.entries(SPECS).map(([what, spec]) => ({
    name: `state of ${spec.kind}: ${what}`,
    ours: jsonBytes(stateAfterAll(spec) ?? null),
    limit: estimateAggregate(spec),
    unit: 'bytes',
  }));
}

function stateAfterAll(spec: Exclude<AggregateSpec, { readonly kind: 'entry' }>): JsonValue | undefined {
  const aggregate = createAggregate(spec, 'UTC');
  let state: JsonValue | undefined;
  for (let number = 0; number < EVENTS; number += 1) state = aggregate.add(state, eventOf(number));
  return state;
}

function eventOf(number: number): TrackingEvent {
  const time = BEGUN + number * HOUR;
  const messageId = `ajs-next-${time}-7f3c2b1e-55aa-4d0e`;
  return {
    key: { identifier: 'userId#1', sort: messageId },
    type: 'track',
    messageId,
    name: number % 10 === 9 ? 'Order Completed' : 'Product Viewed',
    time,
    receivedAt: time,
    identifiers: ['userId#1'],
    properties: { product: `product-${(number * 37) % 400}`, price: ((number * 13) % 20_000) / 100 },
    traits: {},
    context: {},
    consent: {},
    source: 'web',
  };
}
