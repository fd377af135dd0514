import { describe, expect, it } from 'vitest';
import { segment } from '../../../support/a-compiled-condition.ts';

describe('compileCondition of measures', () => {
  const kinds = async (condition: string) => {
    const { aggregates } = await segment(`{ event: X, ${condition} }`);
    return aggregates.map(({ kind }) => kind);
  };

  it.each([
    'sum: { of: a, lessThan: 100 }',
    'sum: { of: a, is: 0 }',
    'sum: { of: a, moreThan: -1 }',
    'unique: { of: a, atMost: 3 }',
    'unique: { of: a, atMost: 3 }, sum: { of: a, lessThan: 3 }, within: 3 days',
  ])('given %s, which is true of nothing, then it must have been done too', async (condition) => {
    expect(await kinds(condition)).toContain('times');
  });

  it.each([
    'sum: { of: a, atLeast: 100 }',
    'sum: { of: a, lessThan: 0 }',
    'unique: { of: a, atLeast: 1 }',
    'average: { of: a, lessThan: 100 }',
    'max: { of: a, atMost: 100 }',
    'sum: { of: a, lessThan: 100 }, min: { of: a, atLeast: 5 }',
  ])('given %s, which is not, then nothing else is remembered', async (condition) => {
    expect(await kinds(condition)).not.toContain('times');
  });

  it('given `count: { atLeast: 0 }`, then it says so', async () => {
    const { when } = await segment('{ event: X, sum: { of: a, lessThan: 100 }, count: { atLeast: 0 } }');
    expect(when).toMatchObject({ of: [{ kind: 'event', count: { atLeast: 0 } }, { kind: 'measure' }] });
  });
});
