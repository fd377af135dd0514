import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCounts,
  type CountedRow,
  sumChanges,
  sumRows,
} from '../../../../domain/campaign/report/campaign-counts.ts';

const row = (campaign: string, ...counters: string[]): CountedRow => ({ campaign, counters });
const plain = (counts: ReadonlyMap<string, unknown>) => Object.fromEntries(counts);

describe('what writes of rows add to counters', () => {
  it('given new rows and changed ones, then what is new of each is added, campaign by campaign', () => {
    const sums = sumChanges([
      { after: row('a', 'entered') },
      { after: row('a', 'entered') },
      { before: row('a', 'entered'), after: row('a', 'entered', 'converted') },
      { after: row('b', 'entered') },
    ]);

    expect(plain(sums)).toEqual({ a: { entered: 2, converted: 1 }, b: { entered: 1 } });
  });

  it('given writes that change nothing that is counted, then there is nothing to add', () => {
    expect(sumChanges([{ before: row('a', 'entered'), after: row('a', 'entered') }]).size).toBe(0);
  });

  it('given rows that gain counters write by write, then the changes come to what the rows do', () => {
    const lives = fc.array(
      fc.tuple(fc.constantFrom('a', 'b'), fc.array(fc.constantFrom('x', 'y', 'z', 'u'), { maxLength: 6 })),
    );
    fc.assert(
      fc.property(lives, (all) => {
        const rows = all.map(([campaign, gained]) => {
          const stages = ['', ...gained].map((_, index) =>
            row(campaign, 'entered', ...new Set(gained.slice(0, index))),
          );
          return stages.map((after, index) => ({ before: stages[index - 1], after }));
        });
        const last = rows.flatMap((stages) => stages.at(-1)?.after ?? []);
        const apart = rows.map((stages) => sumChanges(stages));
        expect(plain(addCounts(...apart))).toEqual(plain(sumRows(last)));
      }),
    );
  });
});
