import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../domain/profile/signal.ts';
import { tellTogether } from '../../../domain/profile/tell-together.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

const active = anActiveProgram([
  aCampaign({ id: 'low', priority: -1 }),
  aCampaign({ id: 'top', triggers: [] }),
]);
const { event } = anEventMatched();
const ENTERED = aSegmentEntered({ id: 'a', event });
const MATCHED = anEventMatched({ id: 'b', campaigns: ['top'] });
const of = { campaign: 'waiting', journeyProfileId: 'p-john', journeyId: 'waiting#m-0', time: NOW };
const WOKEN: Signal = { ...MATCHED, ...of, id: 'c', type: 'Journey Event Matched', watch: 'wait' };

function told(...signals: readonly Signal[]): readonly Signal[] {
  const nothing = { tombstones: [], identities: [], memberships: {}, covers: [] };
  return tellTogether(active, { profile: aContactableGuest(), signals, ...nothing }).signals;
}

describe('tellTogether', () => {
  it('given an entry and a match of one event, then the last has the other beside it', () => {
    expect(told(ENTERED, MATCHED)).toEqual([
      { ...ENTERED, ledBy: 'b' },
      { ...MATCHED, beside: [ENTERED] },
    ]);
  });

  it('given a journey that the same event wakes, then it stands beside them', () => {
    expect(told(ENTERED, MATCHED, WOKEN)).toEqual([
      { ...ENTERED, ledBy: 'c' },
      { ...MATCHED, ledBy: 'c' },
      { ...WOKEN, beside: [ENTERED, MATCHED] },
    ]);
  });

  it.each<[string, readonly Signal[]]>([
    ['one signal', [MATCHED]],
    ['signals of one campaign', [MATCHED, { ...MATCHED, id: 'x' }]],
    ['a segment that begins nothing', [{ ...ENTERED, segment: 'vip' }, MATCHED]],
    ['two events', [ENTERED, { ...MATCHED, event: { ...event, sort: 'another' } }]],
    ['what time has done beside', [aSegmentEntered({ id: 'a' }), MATCHED]],
    ['what stops a journey', [MATCHED, { ...WOKEN, watch: 'stop' }]],
    ['a goal', [MATCHED, { ...WOKEN, watch: 'goal' }]],
    ['a journey that is told of nothing', [MATCHED, { ...WOKEN, isForgotten: true }]],
    ['a merge', [MATCHED, { ...ENTERED, type: 'Profiles Merged', from: [] }]],
  ])('given %s, then each is for itself', (_what, signals) => {
    expect(told(...signals)).toEqual(signals);
  });

  it('given what time has done at one moment, then it stands together, and at two not', () => {
    const one = aSegmentEntered({ id: 'a' });
    const due = { ...one, id: 'd', type: 'Date Reached', trait: 'x', date: '2026-03-02' } as const;
    const two = { ...due, campaigns: ['top'], event: undefined };
    expect(told(one, two)).toEqual([
      { ...one, ledBy: 'd' },
      { ...two, beside: [one] },
    ]);
    expect(told(one, { ...two, at: NOW + 1 })).toEqual([one, { ...two, at: NOW + 1 }]);
  });

  it('given very many, then those of the highest priority stand together', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...WOKEN, id: `w-${index}` }));
    const signals = told(...many, MATCHED, ENTERED);
    const lead = signals.filter(({ beside }) => beside !== undefined);
    expect(lead).toMatchObject([{ id: 'b' }]);
    expect(lead[0]?.beside).toHaveLength(24);
    expect(signals.find(({ id }) => id === 'a')).toEqual(ENTERED);
  });
});
