import { describe, expect, it } from 'vitest';
import { findGoalFailures } from '../../../cli/test/goal-expectation.ts';
import type { StoryStep } from '../../../domain/playbook/playbook-story.ts';
import { aContactableGuest } from '../../support/a-campaign.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;
type Reached = readonly { readonly campaign: string; readonly at: number }[];

/** What is said of goals that are expected of a guest who has reached some; the last expectation was at 100. */
function failures(goals: readonly string[], reached: Reached, guest = true) {
  const step: ExpectStep = {
    kind: 'expect',
    path: ['steps', 3],
    of: { userId: 'john' },
    expected: { segments: [], notSegments: [], traits: [], goals, outcomes: [] },
  };
  const profile = guest ? aContactableGuest() : undefined;
  return findGoalFailures({ goalsReached: () => reached }, step, profile, 100);
}

describe('a goal that a story expects', () => {
  it('given that it was reached since the last expectation, then all is well', () => {
    expect(failures(['win-back'], [{ campaign: 'win-back', at: 101 }])).toEqual([]);
    expect(failures([], [])).toEqual([]);
  });

  it('given that it was not reached, or another was, then that is said of each', () => {
    expect(failures(['win-back', 'hello'], [{ campaign: 'hello', at: 101 }])).toEqual([
      {
        path: ['steps', 3, 'expect', 'goal', 0],
        expected: 'to have reached the goal of `win-back`',
        received: 'has not',
        why: [],
      },
    ]);
  });

  it('given that it was reached before the last expectation, then it is told apart', () => {
    const [failure] = failures(['win-back'], [{ campaign: 'win-back', at: 100 }]);
    expect(failure?.received).toBe('has, but before the last `expect`');
  });

  it('given a person whom nobody knows, then that is said', () => {
    const [failure] = failures(['win-back'], [], false);
    expect(failure?.received).toBe('nobody is known as userId john');
  });
});
