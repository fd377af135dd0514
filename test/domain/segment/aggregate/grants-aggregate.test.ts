import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createGrantsAggregate } from '../../../../domain/segment/aggregate/grants-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const grants = createGrantsAggregate({ kind: 'grants', offer: 'dessert' }, 'UTC');

const draft = fc.record({
  name: fc.constantFrom('Offer Granted', 'Offer Redeemed', 'Viewed'),
  properties: fc.record(
    {
      offer: fc.constantFrom('dessert', 'dessert', 'dessert', 'starter'),
      code: fc.constantFrom<JsonValue>('c1', 'c2', 'c3', 4),
      validFrom: fc.constantFrom('2026-04-01', '2026-05-01'),
      validUntil: fc.constantFrom('2026-06-01', 'never'),
    },
    { requiredKeys: ['offer'], noNullPrototype: true },
  ),
});
const offer = (name: 'Granted' | 'Redeemed', offset: number, properties: JsonObject) =>
  anEvent({
    name: `Offer ${name}`,
    messageId: `m-${offset}`,
    time: NOW + offset,
    properties: { offer: 'dessert', ...properties },
  });

function naive(events: readonly TrackingEvent[]): JsonObject {
  const found: JsonObject = {};
  for (const code of ['c1', 'c2', 'c3']) {
    const isOf = (event: TrackingEvent, name: string) =>
      event.name === name && event.properties.offer === 'dessert' && event.properties.code === code;
    const granted = events.findLast((event) => isOf(event, 'Offer Granted'));
    const redeemed = events.findLast((event) => isOf(event, 'Offer Redeemed'));
    const { validFrom, validUntil } = granted?.properties ?? {};
    if (granted === undefined && redeemed === undefined) continue;
    found[code] = {
      from: typeof validFrom === 'string' ? Date.parse(validFrom) : (granted?.time ?? null),
      until: validUntil === '2026-06-01' ? Date.parse(validUntil) : null,
      redeemedAt: redeemed?.time ?? null,
    };
  }
  return found;
}

describe('grants', () => {
  it('tells of each code from and until when it is valid, and when it was redeemed', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 20 }), (one) => {
        expect(expectLaws(grants, one, naive)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('given a code that was redeemed before its grant arrives, then it is redeemed', () => {
    const state = foldEach(grants, [
      offer('Redeemed', 2, { code: 'c1' }),
      offer('Granted', 1, { code: 'c1' }),
    ]);
    expect(grants.value(state, NOW)).toEqual({ c1: { from: NOW + 1, until: null, redeemedAt: NOW + 2 } });
  });

  it('given more codes than it remembers, then the latest are kept, in any order', () => {
    const events = Array.from({ length: 12 }, (_, index) => offer('Granted', index, { code: `c${index}` }));
    const state = foldEach(grants, events);
    expect(Object.keys(grants.value(state, NOW) as JsonObject)).toHaveLength(8);
    expect(grants.value(state, NOW)).not.toHaveProperty('c3');
    expect(JSON.stringify(foldEach(grants, events.toReversed()))).toBe(JSON.stringify(state));
    expect(grants.add(state, offer('Granted', 1, { code: 'c1' }))).toBe(state);
  });

  it('given a code that is too long, then it is not taken in', () => {
    expect(foldEach(grants, [offer('Granted', 0, { code: 'x'.repeat(65) })])).toBeUndefined();
  });

  it('given the longest code, then it is taken in', () => {
    const code = 'x'.repeat(64);
    expect(grants.value(foldEach(grants, [offer('Granted', 0, { code })]), NOW)).toHaveProperty(code);
  });
});
