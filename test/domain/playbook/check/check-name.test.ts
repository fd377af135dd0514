import { describe, expect, it } from 'vitest';
import { checkName } from '../../../../domain/playbook/check/check-name.ts';

const place = { file: 'segments/x.yaml', path: ['when', 'segment'] };

describe('checkName', () => {
  it('given a name that is known, then there is no problem', () => {
    expect(checkName('segment', 'vip', new Set(['vip']), place)).toEqual([]);
  });

  it('given ten thousand names, each misspelt, then the first hundred are looked up and the others are only told', () => {
    const names = Array.from({ length: 10_000 }, (_, number) => `segment-${number}`);
    const known = new Set(names);

    const problems = names.flatMap((name) => checkName('segment', name.replace('seg', 'sge'), known, place));

    const hinted = problems.filter(({ hint }) => hint !== undefined);
    expect(problems).toHaveLength(10_000);
    expect(hinted).toHaveLength(100);
    expect(hinted.map(({ hint }) => hint)).toEqual(
      names.slice(0, 100).map((name) => `did you mean \`${name}\`?`),
    );
  });

  it('given few names, then all that are misspelt are looked up', () => {
    const known = new Set(['vip', 'regulars']);

    const problems = Array.from({ length: 1000 }, () => checkName('segment', 'vpi', known, place)).flat();

    expect(problems.every(({ hint }) => hint === 'did you mean `vip`?')).toBe(true);
  });
});
