import { describe, expect, it } from 'vitest';
import { DAY, HOUSE, segment } from '../../../support/a-compiled-condition.ts';
import { compiled } from '../../../support/a-folder.ts';

describe('compileCondition of entries', () => {
  const files = {
    'segments/a.yaml': 'when: { all: [{ segment: b }, { trait: spent, atLeast: 5 }] }\n',
    'segments/b.yaml': 'when: { any: [{ random: 10% }, { segment: c, for: 1 day }] }\n',
    'segments/c.yaml': 'when: { event: X }\n',
    'traits/spent.yaml': 'sum: revenue\nof: { event: X }\ntimes: 2\n',
  };

  it('given `segment … for`, then the conditions of all segments that it names are written out', async () => {
    const { program } = await compiled({
      'playbook.yaml': HOUSE,
      ...files,
      'segments/x.yaml': 'when: { segment: a, for: 3 days }\n',
    });
    const when = program.segments.find(({ id }) => id === 'x')?.when;
    expect(when).toMatchObject({ kind: 'segment', segment: 'a', forMilliseconds: 3 * DAY });
    const entryOf = (condition: unknown) =>
      program.aggregates[(condition as { aggregate: string }).aggregate];
    expect(entryOf(when)).toMatchObject({
      kind: 'entry',
      when: {
        kind: 'all',
        of: [
          {
            kind: 'any',
            of: [
              { kind: 'random', share: 0.1, salt: 'b' },
              { kind: 'segment', segment: 'c', forMilliseconds: DAY },
            ],
          },
          { kind: 'trait', path: ['spent'], computed: { times: 2 } },
        ],
      },
    });
    expect(program.segments.find(({ id }) => id === 'a')?.when).not.toHaveProperty('of.1.computed');
  });

  it('given `since` a segment, then events are counted, and measures begin anew, by the same entry', async () => {
    const since = 'since: { segment: c }';
    const { when, aggregates } = await segment(
      `{ all: [{ event: Y, ${since} }, { event: Y, sum: { of: a, atLeast: 1 }, ${since} }] }`,
      files,
    );
    expect(when).toMatchObject({ of: [{ since: { kind: 'segment', segment: 'c', aggregate: 'a' } }, {}] });
    expect(aggregates[0]).toMatchObject({ kind: 'entry', when: { kind: 'event', label: 'X' } });
    expect(aggregates[2]).toMatchObject({ kind: 'measure-since', since: { kind: 'entry' } });
  });

  it('given another file’s name for the same condition, then the entry is the same one', async () => {
    const entry = async (id: string) => {
      const { program } = await compiled({
        'playbook.yaml': HOUSE,
        [`segments/${id}.yaml`]: 'when: { event: X }\n',
        'segments/x.yaml': `when: { event: Y, since: { segment: ${id} } }\n`,
      });
      return Object.entries(program.aggregates).find(([, { kind }]) => kind === 'entry');
    };
    expect(await entry('one')).toEqual(await entry('two'));
  });
});
