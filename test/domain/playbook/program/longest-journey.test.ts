import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  LONGEST_OPEN_WAIT_MILLISECONDS,
  longestJourney,
} from '../../../../domain/playbook/program/longest-journey.ts';
import { aCampaign, aSend, DAY } from '../../../support/a-campaign.ts';

const wait = (id: string, days: number): Step => ({ kind: 'wait', id, milliseconds: days * DAY });
const longest = (...steps: Step[]) => longestJourney(aCampaign({ steps })) / DAY;

describe('the longest that a journey can take', () => {
  it('given waits in a row, then all of them, those for an event at most', () => {
    const until: Step = {
      kind: 'wait for event',
      id: '2',
      until: { kind: 'everyone' },
      aggregates: [],
      atMostMilliseconds: 5 * DAY,
    };
    expect(longest(wait('1', 3), until)).toBe(8);
    expect(longest()).toBe(0);
  });

  it('given arms, then the longest of them, and what follows', () => {
    const branch: Step = {
      kind: 'branch',
      id: '1',
      arms: [{ if: { kind: 'everyone' }, to: 1 }, { to: 3 }],
      after: 4,
    };
    const jump: Step = { kind: 'jump', id: '1.1.2', to: 4 };
    expect(longest(branch, wait('1.1.1', 7), jump, wait('1.2.1', 2), wait('2', 1))).toBe(8);
    expect(longest({ ...branch, after: 3 }, { kind: 'end', id: '1.1.1' }, jump, wait('1.2.1', 2))).toBe(2);
  });

  it('given a split, then the longest arm', () => {
    const arms = [
      { weight: 1, to: 1 },
      { weight: 1, to: 3 },
    ];
    const split: Step = { kind: 'split', id: '1', arms, salt: 's' };
    expect(longest(split, wait('1.1.1', 1), { kind: 'jump', id: '1.1.2', to: 4 }, wait('1.2.1', 9))).toBe(9);
  });

  it('given what comes each day, then two; given a date or a rate, then four hundred', () => {
    expect(longest({ kind: 'wait for time', id: '1', at: { hour: 9, minute: 0 } as never })).toBe(2);
    const date: Step = {
      kind: 'wait for date',
      id: '1',
      of: 'event',
      path: [],
      before: { months: 0, milliseconds: 0 },
    };
    expect(longest(date)).toBe(LONGEST_OPEN_WAIT_MILLISECONDS / DAY);
    const held = aSend('1');
    expect(longest(held)).toBe(2);
    expect(longest({ ...held, rate: { messages: 1, perMilliseconds: 1 } } as Step)).toBe(402);
  });
});
