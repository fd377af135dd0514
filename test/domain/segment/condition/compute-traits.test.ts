import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import {
  computedTraitChangesAt,
  computeTraits,
} from '../../../../domain/segment/condition/compute-traits.ts';
import { aProgram } from '../../../support/a-program.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { HOUR, hoursAgo } from '../../../support/arbitrary-conditions.ts';
import { arbitraryGuest, remember } from '../../../support/arbitrary-guest.ts';
import { refold } from '../../../support/fold-history.ts';
import { oracleTraits } from '../../../support/segment-oracle.ts';

const orders = { names: ['Order Completed'], where: [] };
const refunds = { names: ['Order Refunded'], where: [] };

function anOrder(messageId: string, properties: Record<string, string | number>, time = NOW) {
  return anEvent({ messageId, name: 'Order Completed', properties, time });
}

function aGuest(
  aggregates: Record<string, AggregateSpec>,
  computedTraits: Program['computedTraits'],
  events = [anEvent()],
) {
  const active = activateProgram(aProgram({ aggregates, computedTraits }));
  return { active, profile: { aggregates: refold(active, events) } as unknown as Profile };
}

describe('computeTraits', () => {
  it('gives what an oracle finds by reading all events anew, and keeps it until the moment it names', () => {
    fc.assert(
      fc.property(arbitraryGuest(fc.constant({ kind: 'everyone' })), (one) => {
        // given
        const { active, profile, world } = remember(one);
        const known = (now: number) =>
          Object.fromEntries(Object.entries(oracleTraits(world, now)).filter(([, value]) => value !== null));
        // when
        const values = computeTraits(active, profile, one.now);
        // then
        expect(values).toEqual(known(one.now));
        for (const [id, trait] of Object.entries(active.program.computedTraits)) {
          const changesAt =
            computedTraitChangesAt(active, trait, profile, one.now) ?? Number.POSITIVE_INFINITY;
          const until = Math.min(changesAt - 1, one.now + 100 * HOUR);
          expect(known(until)[id]).toEqual(values[id]);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('takes refunds off, multiplies, and does not show the error of binary fractions', () => {
    // given
    const { active, profile } = aGuest(
      {
        revenue: { kind: 'measure', measure: 'sum', of: orders, property: ['revenue'] },
        refund: { kind: 'measure', measure: 'sum', of: refunds, property: ['refund'] },
      },
      { points: { id: 'points', name: 'Points', aggregate: 'revenue', times: 3, minus: 'refund' } },
      [
        anOrder('m-1', { revenue: 0.1 }),
        anOrder('m-2', { revenue: '0.2' }),
        anOrder('m-3', { revenue: 'none' }),
        anEvent({ messageId: 'm-4', name: 'Order Refunded', properties: { refund: 0.4 } }),
      ],
    );
    // when, then
    expect(computeTraits(active, profile, NOW)).toEqual({ points: 0.5 });
  });

  it('multiplies, or takes off, also where it is not asked to do both; of a text there is neither', () => {
    // given
    const { active, profile } = aGuest(
      {
        revenue: { kind: 'measure', measure: 'sum', of: orders, property: ['revenue'] },
        refund: { kind: 'measure', measure: 'sum', of: refunds, property: ['refund'] },
        brand: { kind: 'last', of: orders, property: ['brand'] },
      },
      {
        doubled: { id: 'doubled', name: 'Doubled', aggregate: 'revenue', times: 2 },
        kept: { id: 'kept', name: 'Kept', aggregate: 'revenue', minus: 'refund' },
        nothing: { id: 'nothing', name: 'Nothing', aggregate: 'refund', times: -1 },
        brands: { id: 'brands', name: 'Brands', aggregate: 'brand', times: 2 },
      },
      [anOrder('m-1', { revenue: 5, brand: 'Aspesi' })],
    );
    // when
    const values = computeTraits(active, profile, NOW);
    // then
    expect(values).toStrictEqual({ doubled: 10, kept: 5, nothing: 0 });
  });

  it('takes off alone what has come back, and lists all of a list that was sent', () => {
    // given
    const sizes = Array.from({ length: 120 }, (_, size) => size);
    const { active, profile } = aGuest(
      {
        revenue: { kind: 'measure', measure: 'sum', of: orders, property: ['revenue'] },
        refund: { kind: 'measure', measure: 'sum', of: refunds, property: ['refund'] },
        sizes: { kind: 'last', of: refunds, property: ['sizes'] },
      },
      {
        kept: { id: 'kept', name: 'Kept', aggregate: 'revenue', minus: 'refund' },
        sizes: { id: 'sizes', name: 'Sizes', aggregate: 'sizes' },
      },
      [
        anOrder('m-1', { revenue: 5 }),
        anEvent({ messageId: 'm-2', name: 'Order Refunded', properties: { refund: 2, sizes } }),
      ],
    );
    // when, then
    expect(computeTraits(active, profile, NOW)).toStrictEqual({ kept: 3, sizes });
  });

  it('sums beyond the safe integers of a number without losing a millionth', () => {
    const { active, profile } = aGuest(
      { revenue: { kind: 'measure', measure: 'sum', of: orders, property: ['revenue'] } },
      {},
      [
        anOrder('m-1', { revenue: 9_007_199_254 }),
        anOrder('m-2', { revenue: 1e15 }),
        anOrder('m-3', { revenue: 0.000001 }),
      ],
    );
    expect(active.aggregates.get('revenue')).toBeDefined();
    expect(profile.aggregates).toEqual({ revenue: '1000009007199254000001' });
  });

  it('gives 0 for sums and counts of nothing, and no last or most frequent value', () => {
    // given
    const { active, profile } = aGuest(
      {
        count: { kind: 'measure', measure: 'count', of: orders, property: null },
        last: { kind: 'last', of: orders, property: ['brand'] },
        top: { kind: 'top', of: orders, property: ['brand'] },
      },
      {
        orders: { id: 'orders', name: 'Orders', aggregate: 'count' },
        brand: { id: 'brand', name: 'Brand', aggregate: 'last' },
        favourite: { id: 'favourite', name: 'Favourite', aggregate: 'top' },
      },
    );
    // when, then
    expect(computeTraits(active, profile, NOW)).toEqual({ orders: 0 });
  });

  it('lets an event count for its whole window and leave with its sixtieth of it', () => {
    // given a window of sixty hours
    const spec: AggregateSpec = {
      kind: 'measure',
      measure: 'count',
      of: orders,
      property: null,
      withinMilliseconds: 60 * HOUR,
    };
    const { active, profile } = aGuest(
      { count: spec },
      { orders: { id: 'orders', name: 'Orders', aggregate: 'count' } },
      [anOrder('m-1', {}, hoursAgo(0.5))],
    );
    const at = (hours: number) => computeTraits(active, profile, NOW + hours * HOUR).orders;
    // then
    expect([at(0), at(59.4), at(60), at(60.5)]).toEqual([1, 1, 0, 0]);
  });

  it('marks the most frequent value as approximate beyond a hundred different ones', () => {
    // given
    const spec: AggregateSpec = { kind: 'top', of: orders, property: ['brand'] };
    const brands = [
      ...Array.from({ length: 150 }, (_, index) => `brand-${index}`),
      'Aspesi',
      'Aspesi',
      'Aspesi',
    ];
    const { active, profile } = aGuest(
      { top: spec },
      { favourite: { id: 'favourite', name: 'Favourite', aggregate: 'top' } },
      brands.map((brand, index) => anOrder(`m-${String(index).padStart(3, '0')}`, { brand })),
    );
    // then
    expect(profile.aggregates.top).toMatchObject({ approximate: true });
    expect(computeTraits(active, profile, NOW)).toEqual({ favourite: 'Aspesi' });
  });
});
