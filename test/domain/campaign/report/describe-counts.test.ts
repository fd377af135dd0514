import { describe, expect, it } from 'vitest';
import { describeCounts, hasGoal } from '../../../../domain/campaign/report/describe-counts.ts';

describe('what a campaign’s counters say', () => {
  it('given none, then all is nothing and nobody is compared', () => {
    expect(describeCounts({})).toMatchObject({
      entered: 0,
      waiting: 0,
      requested: 0,
      suppressed: {},
      steps: [],
      arms: [],
      goal: { treated: { entered: 0, rate: null }, lift: null },
    });
  });

  it('given journeys, then those that are not over wait, and groups are told apart', () => {
    const told = describeCounts({
      entered: 100,
      heldOut: 20,
      converted: 25,
      'converted;heldOut': 4,
      'ended;completed': 60,
      'ended;stopped': 10,
      unaddressed: 12,
    });

    expect(told).toMatchObject({ entered: 100, waiting: 30, heldOut: 20, converted: 25 });
    expect(told.ended).toEqual({ completed: 60, stopped: 10 });
    expect(told.goal.treated).toMatchObject({ entered: 80, converted: 21, rate: { rate: 0.2625 } });
    expect(told.goal.heldOut).toMatchObject({ entered: 20, converted: 4, rate: { rate: 0.2 } });
    expect(told.goal.unaddressed).toBe(12);
    expect(told.goal.lift?.difference).toBeCloseTo(0.0625, 10);
  });

  it('given journeys that gave way to another of their guest’s, then those alone that go on are compared', () => {
    const told = describeCounts({
      entered: 100,
      heldOut: 20,
      converted: 25,
      'converted;heldOut': 4,
      'ended;collapsed by a merge': 12,
      collapsed: 12,
      'collapsed;heldOut': 2,
      'collapsed;converted': 4,
      'collapsed;converted;heldOut': 1,
      'arm;2;1': 10,
      'arm;2;1;heldOut': 3,
      'arm;2;1;converted': 5,
      'arm;2;1;converted;heldOut': 2,
      'arm;2;1;collapsed': 4,
      'arm;2;1;collapsed;heldOut': 2,
      'arm;2;1;collapsed;converted': 3,
      'arm;2;1;collapsed;converted;heldOut': 1,
    });

    expect(told).toMatchObject({ entered: 100, waiting: 88, heldOut: 20, converted: 25 });
    expect(told.goal.treated).toMatchObject({ entered: 70, converted: 18 });
    expect(told.goal.heldOut).toMatchObject({ entered: 18, converted: 3 });
    expect(told.arms).toMatchObject([{ split: '2', arm: 1, entered: 5, converted: 1 }]);
  });

  it('given messages, then they are told by step and variant, in the order of steps, and in sum', () => {
    const told = describeCounts({
      'step;10;2=1;decided': 5,
      'step;10;2=1;sent': 3,
      'step;10;2=1;failed': 1,
      'step;10;2=1;unknown': 3,
      'step;10;2=1;answered': 2,
      'step;3;-;decided': 10,
      'step;3;-;sent': 4,
      'step;3;-;suppressed;cap': 2,
      'step;3;-;suppressed;consent': 3,
    });

    const none = { sent: 0, failed: 0, unknown: 0, suppressed: {} };
    expect(told.steps).toEqual([
      { ...none, step: '3', variant: null, requested: 5, sent: 4, suppressed: { cap: 2, consent: 3 } },
      { ...none, step: '10', variant: '2=1', requested: 5, sent: 3, failed: 1, unknown: 1 },
    ]);
    expect(told).toMatchObject({ requested: 10, sent: 7, failed: 1, unknown: 1 });
    expect(told.suppressed).toEqual({ cap: 2, consent: 3 });
  });

  it('given arms, then the held out are left aside', () => {
    const { arms } = describeCounts({
      'arm;2;1': 10,
      'arm;2;1;heldOut': 2,
      'arm;2;1;converted': 5,
      'arm;2;1;converted;heldOut': 1,
      'arm;2;2': 3,
    });

    expect(arms).toMatchObject([
      { split: '2', arm: 1, entered: 8, converted: 4, rate: { rate: 0.5 } },
      { split: '2', arm: 2, entered: 3, converted: 0, rate: { rate: 0 } },
    ]);
  });

  it('given reasons in any order, then they are told in the order of their names, and none that never was', () => {
    const told = describeCounts({
      entered: 9,
      'ended;stopped': 2,
      'ended;completed': 4,
      'ended;condition failed': 0,
      'ended;completed;again': 3,
    });
    expect(Object.entries(told.ended)).toEqual([
      ['completed', 4],
      ['stopped', 2],
    ]);
    expect(told.waiting).toBe(3);
  });

  it('speaks of a goal where the campaign has one, or where it is gone, where a journey had one', () => {
    const goal = { of: { names: ['Booked'], where: [] }, aggregate: 'booked', withinMilliseconds: 1 };
    expect([hasGoal({ goal }, {}), hasGoal({}, { withGoal: 3 })]).toEqual([true, false]);
    expect([hasGoal(undefined, { withGoal: 1 }), hasGoal(undefined, { entered: 1 })]).toEqual([true, false]);
  });
});
