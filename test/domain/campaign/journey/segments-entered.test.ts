import { describe, expect, it } from 'vitest';
import { segmentsEntered } from '../../../../domain/campaign/journey/segments-entered.ts';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';

describe('the segments that a campaign begins on entering', () => {
  it('are those of its triggers by entry, and not those that it begins on leaving', () => {
    const triggers: Trigger[] = [
      { kind: 'segment', segment: 'lapsed', on: 'entry' },
      { kind: 'segment', segment: 'vip', on: 'exit' },
      { kind: 'segment', segment: 'regular', on: 'entry' },
    ];
    expect(segmentsEntered({ triggers })).toEqual(['lapsed', 'regular']);
  });

  it('are none where events begin it', () => {
    const of = { names: ['Order Completed'], where: [] };
    expect(segmentsEntered({ triggers: [{ kind: 'event', of }] })).toEqual([]);
  });
});
