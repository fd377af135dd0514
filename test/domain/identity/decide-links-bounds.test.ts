import { describe, expect, it } from 'vitest';
import { decideLinks } from '../../../domain/identity/decide-links.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

describe('decideLinks, at its bounds', () => {
  it('decides nothing where nobody is named', () => {
    expect(decideLinks(rules, [], () => undefined)).toEqual({ accepted: [], joined: [], refused: [] });
  });

  it('lets people keep what they hold, though the playbook now allows fewer', () => {
    const held = ['userId#u1', ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `email#${name}@example.com`)];
    expect(
      decideLinks(rules, ['userId#u1', 'email#f@example.com'], () => ({ identifiers: held, apart: [] })),
    ).toEqual({
      accepted: ['userId#u1', 'email#f@example.com'],
      joined: [],
      refused: [],
    });
  });
});
