import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueQueue } from '../../../cli/simulation/due-queue.ts';

describe('what is due next', () => {
  it('given nothing, then nothing ever is', () => {
    const queue = new DueQueue();
    expect(queue.nextAt).toBe(Number.POSITIVE_INFINITY);
    expect(queue.take(1e15)).toEqual([]);
  });

  it('given some, then the earliest comes first, and of one moment who was queued first', () => {
    const queue = new DueQueue();
    queue.set('b', 2);
    queue.set('c', 1);
    queue.set('a', 2);
    expect(queue.nextAt).toBe(1);
    expect(queue.take(2)).toEqual(['c', 'b', 'a']);
  });

  it('given one that was taken, then it is due no longer until it is set again', () => {
    const queue = new DueQueue();
    queue.set('a', 1);
    queue.take(1);
    expect(queue.take(1)).toEqual([]);
    queue.set('a', 1);
    expect(queue.take(1)).toEqual(['a']);
  });

  it('given any changes, then it says what a list of all would say', () => {
    const change = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.integer({ min: 0, max: 5 })));
    fc.assert(
      fc.property(fc.array(change), fc.integer({ min: 0, max: 5 }), (changes, now) => {
        const queue = new DueQueue();
        const all = new Map<string, number>();
        for (const [key, at] of changes) {
          queue.set(key, at);
          if (at === null) all.delete(key);
          else all.set(key, at);
        }
        expect(queue.nextAt).toBe(Math.min(Number.POSITIVE_INFINITY, ...all.values()));
        const due = [...all].filter(([, at]) => at <= now).map(([key]) => key);
        expect(queue.take(now).sort()).toEqual(due.sort());
      }),
    );
  });
});
