import { describe, expect, it } from 'vitest';
import { describeProfile } from '../../../domain/profile/describe-profile.ts';
import { aProfile } from '../../support/a-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const stamp = { at: NOW, messageId: 'm-1' };
const facts = {
  rules: aProgram().identity,
  identities: new Map(),
  computed: {},
  parts: new Set(['evidence'] as const),
};

describe('the evidence of a profile', () => {
  it('names the traits whose value gave way to newer large ones', () => {
    const profile = aProfile({ traitMemory: { withheld: { notes: stamp }, large: [{ history: stamp }] } });
    expect(describeProfile({ ...facts, profile }).evidence).toMatchObject({ withheldTraits: ['notes'] });
  });

  it('says nothing of them where there are none', () => {
    const evidence = describeProfile({ ...facts, profile: aProfile() }).evidence;
    expect(evidence).toEqual({ refused: [], formerProfileIds: [] });
  });
});
