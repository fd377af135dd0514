import { describe, expect, it } from 'vitest';
import { compileFolder } from '../../../cli/compile-folder.ts';
import type { Program } from '../../../domain/playbook/program.ts';
import { rehearseProgram } from '../../../domain/playbook/rehearse-program.ts';
import { aProgram } from '../../support/a-program.ts';
import { peopleProgram } from '../../support/people-program.ts';

/** What only another program than our compiler would write. */
const written = (parts: object): Program => aProgram(parts as Partial<Program>);

describe('a rehearsal', () => {
  it.each(['hotel', 'restaurant', 'shop', 'store'])('of the %s goes well', async (name) => {
    const { program } = await compileFolder(`playbooks/${name}`);
    expect(() => rehearseProgram(program as Program)).not.toThrow();
  });

  it('of a program with every kind of aggregate goes well', () => {
    expect(() => rehearseProgram(peopleProgram())).not.toThrow();
  });

  it.each([
    ['identifies nobody', { identity: undefined }],
    [
      'sums up what no path leads to',
      { aggregates: { a: { kind: 'sum', of: { names: ['Paid'], where: [] } } } },
    ],
    ['asks about nothing', { segments: [{ id: 's', name: 's', when: { kind: 'all' } }] }],
    [
      'asks what nobody can answer, of a state that is never settled',
      { aggregatesDigest: '', segments: [{ id: 's', name: 's', when: { kind: 'sometimes' } }] },
    ],
    ['computes from nothing', { computedTraits: { t: null } }],
    [
      'sends under what nobody can answer',
      { campaigns: { c: { id: 'c', triggers: [], if: { kind: 'sometimes' }, steps: [] } } },
    ],
    [
      'sends under a condition that is none',
      { campaigns: { c: { id: 'c', triggers: [], if: { kind: 'any' }, steps: [] } } },
    ],
  ])('of a program that %s does not', (_, parts) => {
    expect(() => rehearseProgram(written(parts))).toThrow();
  });
});
