import { describe, expect, it } from 'vitest';
import { estimateAggregate } from '../../../../domain/playbook/estimate/estimate-aggregate.ts';
import { checkStateSize, estimateState } from '../../../../domain/playbook/estimate/estimate-state.ts';
import { complaintsAbout } from '../../../support/a-folder.ts';
import { aProgram } from '../../../support/a-program.ts';

const of = { names: ['X'], where: [] };
const SPECS = [
  { kind: 'times', of, keep: 20 },
  { kind: 'top', of, property: ['shop'] },
] as const;

describe('estimateState', () => {
  it('given a program, then its aggregates add up', () => {
    const [a, b] = SPECS;
    const aggregates = Object.fromEntries(
      [a, b].flatMap((spec, index) => (spec ? [[String(index), spec]] : [])),
    );
    const total = [a, b].reduce((sum, spec) => sum + (spec ? estimateAggregate(spec) : 0), 0);
    expect(estimateState(aProgram({ aggregates }))).toBe(total);
  });
});

describe('checkStateSize', () => {
  const namespaces = (limit: number) => [
    { name: 'userId', unique: true, limit: 1 },
    { name: 'anonymousId', unique: false, limit },
  ];
  const purposes = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`p${index}`, { mode: 'opt-in', categories: [] } as const]),
    );

  it('given what a profile has room for, then there is no problem', () => {
    const identity = { namespaces: namespaces(99), blocked: [] };
    expect(checkStateSize(aProgram({ identity, consent: purposes(32) }))).toEqual([]);
  });

  it('given computed traits that take more than 8 KiB, then the largest are named with who needs them', async () => {
    const complaints = await complaintsAbout({
      'traits/brand.yaml': 'top: brand\nof: { event: Product Viewed }\n',
      'traits/colour.yaml': 'top: colour\nof: { event: Product Viewed }\n',
      'segments/buyer.yaml': 'when: { event: Order Completed, count: { atLeast: 400 } }\n',
      'segments/red.yaml': 'when: { all: [{ trait: colour, is: red }, { event: Order Completed }] }\n',
    });
    expect(complaints).toEqual([
      expect.stringMatching(
        /^playbook\.yaml:1:1 the state of one guest could reach \d+ bytes, the limit is 8192 \(the largest are /,
      ),
    ]);
    expect(complaints[0]).toMatch(
      /\d+ bytes: top colour of Product Viewed, for segments\/red, traits\/colour[;)]/,
    );
    expect(complaints[0]).toContain('bytes: 400 times of Order Completed, for segments/buyer;');
  });

  it('given ten sums in a window, or twenty affinities over the same events, then there is room', async () => {
    const asked = (count: number, ask: (index: number) => string) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`segments/s${index}.yaml`, `when: ${ask(index)}\n`]),
      );
    const sums = asked(
      10,
      (index) => `{ event: Order Completed, within: 30 days, sum: { of: p${index}, atLeast: 5 } }`,
    );
    const affinities = asked(
      20,
      (index) =>
        `{ affinity: category, is: c${index}, over: { event: Product Viewed }, within: 30 days, share: { atLeast: 0.5 } }`,
    );
    expect(await complaintsAbout(sums)).toEqual([]);
    expect(await complaintsAbout(affinities)).toEqual([]);
  });

  it('given namespaces whose limits add up to more than 100, then they are named', () => {
    const [problem] = checkStateSize(aProgram({ identity: { namespaces: namespaces(100), blocked: [] } }));
    expect(problem).toMatchObject({
      path: ['identity', 'namespaces'],
      message: expect.stringContaining('101 identifiers'),
    });
  });

  it('given more purposes than a guest’s choices can be kept of, then that is named', () => {
    const [problem] = checkStateSize(aProgram({ consent: purposes(33) }));
    expect(problem).toMatchObject({ path: ['consent'], message: expect.stringContaining('33 purposes') });
  });
});
