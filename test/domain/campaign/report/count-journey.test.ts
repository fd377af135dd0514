import { describe, expect, it } from 'vitest';
import { countJourney } from '../../../../domain/campaign/report/count-journey.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const countersOf = (...[overrides]: Parameters<typeof aJourney>) =>
  countJourney(aJourney(overrides)).counters;

describe('what a journey counts for', () => {
  it('given one that has begun, then it has entered, its campaign’s', () => {
    expect(countJourney(aJourney())).toEqual({ campaign: 'win-back', counters: ['entered'] });
  });

  it('given one whose campaign has a goal, then that is counted, reached or not', () => {
    expect(countersOf({ hasGoal: true })).toEqual(['entered', 'withGoal']);
  });

  it('given one that is over, then why is counted', () => {
    const ended = { status: 'ended', firstSendAt: NOW } as const;
    expect(countersOf({ ...ended, end: 'stopped' })).toEqual(['entered', 'ended;stopped']);
    expect(countersOf(ended)).toEqual(['entered', 'ended;completed']);
  });

  it('given one that is over and was sent nothing, then that is counted, but not of the held out', () => {
    expect(countersOf({ status: 'ended' })).toEqual(['entered', 'ended;completed', 'unaddressed']);
    expect(countersOf({ status: 'ended', isHeldOut: true })).not.toContain('unaddressed');
    expect(countersOf({ status: 'waiting' })).not.toContain('unaddressed');
  });

  it('given one that is held out and reached the goal, then it is counted in each group alone and in both', () => {
    expect(countersOf({ isHeldOut: true })).toEqual(['entered', 'heldOut']);
    expect(countersOf({ convertedAt: NOW })).toEqual(['entered', 'converted']);
    expect(countersOf({ convertedAt: NOW, isHeldOut: true })).toEqual([
      'entered',
      'heldOut',
      'converted',
      'converted;heldOut',
    ]);
  });

  it('given arms that it took, then each is counted, in each group', () => {
    expect(countersOf({ arms: { '3': 2, '3.2.1': 1 }, convertedAt: NOW })).toEqual([
      'entered',
      'converted',
      'arm;3;2',
      'arm;3;2;converted',
      'arm;3.2.1;1',
      'arm;3.2.1;1;converted',
    ]);
  });

  it('given one that gave way to another of its guest’s, then its groups are counted beside, and it was to address nobody', () => {
    const collapsed = { status: 'ended', end: 'collapsed by a merge', arms: { '3': 2 } } as const;
    expect(countersOf(collapsed)).toEqual([
      'entered',
      'ended;collapsed by a merge',
      'collapsed',
      'arm;3;2',
      'arm;3;2;collapsed',
    ]);
    expect(countersOf({ ...collapsed, arms: { '3': 2 }, isHeldOut: true, convertedAt: NOW })).toEqual([
      'entered',
      'heldOut',
      'converted',
      'converted;heldOut',
      'ended;collapsed by a merge',
      'collapsed',
      'collapsed;heldOut',
      'collapsed;converted',
      'collapsed;converted;heldOut',
      'arm;3;2',
      'arm;3;2;heldOut',
      'arm;3;2;converted',
      'arm;3;2;converted;heldOut',
      'arm;3;2;collapsed',
      'arm;3;2;collapsed;heldOut',
      'arm;3;2;collapsed;converted',
      'arm;3;2;collapsed;converted;heldOut',
    ]);
  });

  it.each(['completed', 'collapsed by a merge'] as const)(
    'given what may become of one that ends %s, then it never counts for less than before',
    (end) => {
      const life = [
        {},
        { arms: { '2': 1 } },
        { arms: { '2': 1 }, isHeldOut: true as const },
        { arms: { '2': 1 }, isHeldOut: true as const, convertedAt: NOW },
        { arms: { '2': 1 }, isHeldOut: true as const, convertedAt: NOW, status: 'ended' as const, end },
      ].map((stage) => new Set(countersOf(stage)));

      for (const [index, stage] of life.entries())
        expect([...(life[index - 1] ?? [])].filter((counter) => !stage.has(counter))).toEqual([]);
    },
  );
});
