import { describe, expect, it } from 'vitest';
import type { DeliveryStatus } from '../../../../domain/campaign/delivery/delivery.ts';
import { type CountableDelivery, countDelivery } from '../../../../domain/campaign/report/count-delivery.ts';

const countersOf = (overrides: Partial<CountableDelivery>) =>
  countDelivery({ campaign: 'win-back', step: '2', status: 'requested', ...overrides }).counters;

describe('what a ledger row counts for', () => {
  it.each<[DeliveryStatus, string[]]>([
    ['requested', []],
    ['sending', []],
    ['sent', ['step;2;-;sent']],
    ['delivered', ['step;2;-;sent']],
    ['bounced', ['step;2;-;sent']],
    ['failed', ['step;2;-;failed']],
    ['unknown', ['step;2;-;unknown']],
    ['suppressed', ['step;2;-;suppressed;other']],
  ])('given one that is %s, then it was decided, and %j', (status, became) => {
    expect(countersOf({ status })).toEqual(['step;2;-;decided', ...became]);
  });

  it('given a reason and the arms of splits, then both are told apart', () => {
    expect(countersOf({ status: 'suppressed', reason: 'cap', variant: '1=2,4=1' })).toEqual([
      'step;2;1=2,4=1;decided',
      'step;2;1=2,4=1;suppressed;cap',
    ]);
  });
});
