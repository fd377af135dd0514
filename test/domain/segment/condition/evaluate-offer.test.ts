import { describe, expect, it } from 'vitest';
import type { OfferCondition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aGuestOf, anActiveProgram } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const active = anActiveProgram({ treats: { kind: 'grants', offer: 'treat' } });
const iso = (offset: number) => new Date(NOW + offset).toISOString();

function granted(code: string, validFrom?: number, validUntil?: number) {
  const properties = {
    offer: 'treat',
    code,
    ...(validFrom !== undefined && { validFrom: iso(validFrom) }),
    ...(validUntil !== undefined && { validUntil: iso(validUntil) }),
  };
  return anEvent({ name: 'Offer Granted', messageId: `g-${code}`, time: NOW - 100, properties });
}
const redeemed = (code: string) =>
  anEvent({
    name: 'Offer Redeemed',
    messageId: `r-${code}`,
    time: NOW,
    properties: { offer: 'treat', code },
  });

/** Whether it holds so many milliseconds after NOW, and when that may change. */
function verdictOf(status: OfferCondition['status'], events: readonly ReturnType<typeof granted>[], now = 0) {
  const condition = { kind: 'offer', offer: 'treat', status, aggregate: 'treats' } as const;
  const { holds, changesAt } = evaluateCondition(active, condition, aGuestOf(active, events), NOW + now);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('an offer', () => {
  it('is granted until it is valid, valid until it expires, and held all the while', () => {
    const code = [granted('A', 10, 20)];
    const statuses = ['granted', 'valid', 'expired', 'held', 'redeemed'] as const;
    const holdingAt = (now: number) => statuses.filter((status) => verdictOf(status, code, now)[0]);
    expect([9, 10, 19, 20].map(holdingAt)).toEqual([
      ['granted', 'held'],
      ['valid', 'held'],
      ['valid', 'held'],
      ['expired'],
    ]);
  });

  it('names the moment at which its status is another', () => {
    const code = [granted('A', 10, 20)];
    expect(verdictOf('granted', code)).toEqual([true, 10]);
    expect(verdictOf('valid', code)).toEqual([false, 10]);
    expect(verdictOf('held', code)).toEqual([true, 20]);
    expect(verdictOf('held', code, 10)).toEqual([true, 20]);
    expect(verdictOf('expired', code)).toEqual([false, 20]);
    expect(verdictOf('expired', code, 20)).toEqual([true, null]);
  });

  it('given one without an end, then it is valid for good', () => {
    expect(verdictOf('valid', [granted('A')])).toEqual([true, null]);
    expect(verdictOf('granted', [granted('A', 10)])).toEqual([true, 10]);
  });

  it('given one that was redeemed, then it is that for good, also if nobody knows of its grant', () => {
    expect(verdictOf('redeemed', [granted('A', 10, 20), redeemed('A')])[0]).toBe(true);
    expect(verdictOf('held', [granted('A', -10, 20), redeemed('A')])[0]).toBe(false);
    expect(verdictOf('redeemed', [redeemed('B')])).toEqual([true, null]);
  });

  it('given several codes, then any of them is enough, and without one nothing holds', () => {
    expect(verdictOf('valid', [granted('A', -10, -5), granted('B', -10, 20)])).toEqual([true, 20]);
    expect(verdictOf('held', [])).toEqual([false, null]);
  });
});
