import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrow, groupsOf } from '../../../../domain/playbook/loop/connected.ts';

const node = fc.constantFrom(...'abcdefgh');
const arrows = fc.array(fc.record({ from: node, to: node }), { maxLength: 20 });

/** All that a node leads to, itself left out unless something leads back. */
function reachedFrom(start: string, given: readonly Arrow[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const add = (from: string): void => {
    for (const { to } of given.filter((arrow) => arrow.from === from)) {
      if (reached.has(to)) continue;
      reached.add(to);
      add(to);
    }
  };
  add(start);
  return reached;
}

describe('groupsOf', () => {
  it('given any arrows, then two nodes are of one group exactly if each leads to the other', () => {
    fc.assert(
      fc.property(arrows, (given) => {
        const groups = groupsOf(given);
        const nodes = [...new Set(given.flatMap(({ from, to }) => [from, to]))];
        expect([...groups.keys()].sort()).toEqual([...nodes].sort());
        for (const one of nodes)
          for (const other of nodes) {
            const isRing = reachedFrom(one, given).has(other) && reachedFrom(other, given).has(one);
            expect(groups.get(one) === groups.get(other)).toBe(one === other || isRing);
          }
      }),
      { numRuns: 500 },
    );
  });

  it('given a row of a hundred thousand that closes, then it is one group', () => {
    const many = 100_000;
    const row = Array.from({ length: many }, (_, index) => ({
      from: `n${index}`,
      to: `n${(index + 1) % many}`,
    }));
    expect(new Set(groupsOf(row).values()).size).toBe(1);
  });
});
