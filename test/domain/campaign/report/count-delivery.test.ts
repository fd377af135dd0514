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

  it('given one whose answer came after all, then both are counted: that it was unknown, and that it was answered', () => {
    const answered = ['step;2;-;decided', 'step;2;-;sent', 'step;2;-;unknown', 'step;2;-;answered'];
    expect(countersOf({ status: 'sent', wasUnknown: true })).toEqual(answered);
    expect(countersOf({ status: 'suppressed', wasUnknown: true })).toContain('step;2;-;answered');
    expect(countersOf({ status: 'requested', wasUnknown: true })).toEqual([
      'step;2;-;decided',
      'step;2;-;unknown',
    ]);
  });

  it.each<[string, Partial<CountableDelivery>[]]>([
    ['is sent', [{}, { status: 'sending' }, { status: 'sent' }, { status: 'bounced' }]],
    ['comes again and fails', [{}, { status: 'sending' }, {}, { status: 'sending' }, { status: 'failed' }]],
    [
      'is suppressed as it is to leave',
      [{}, { status: 'sending' }, { status: 'suppressed', reason: 'consent' }],
    ],
    [
      'is taken for lost, comes again and is sent',
      [
        { status: 'sending' },
        { status: 'unknown' },
        { status: 'unknown', wasUnknown: true },
        { wasUnknown: true },
        { status: 'sending', wasUnknown: true },
        { status: 'unknown', wasUnknown: true },
        { status: 'sent', wasUnknown: true },
      ],
    ],
  ])('given what becomes of one that %s, then it never counts for less than before', (_what, life) => {
    const stages = life.map((stage) => new Set(countersOf(stage)));
    for (const [index, stage] of stages.entries())
      expect([...(stages[index - 1] ?? [])].filter((counter) => !stage.has(counter))).toEqual([]);
  });

  it('given a reason and the arms of splits, then both are told apart', () => {
    expect(countersOf({ status: 'suppressed', reason: 'cap', variant: '1=2,4=1' })).toEqual([
      'step;2;1=2,4=1;decided',
      'step;2;1=2,4=1;suppressed;cap',
    ]);
  });
});
