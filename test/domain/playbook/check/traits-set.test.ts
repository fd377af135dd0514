import { expect, it } from 'vitest';
import { traitsSetIn } from '../../../../domain/playbook/check/traits-set.ts';

it('given steps within steps, then the traits that they set are found by their own names', () => {
  const steps = [
    { set: { traits: { tier: 'gold', set: { traits: { inner: 1 } } } } },
    {
      branch: [
        { if: { trait: 'a' }, steps: [{ set: { traits: { seen: true } } }] },
        { else: [{ wait: '1 day' }] },
      ],
    },
  ];
  expect(traitsSetIn({ name: 'X', steps })).toEqual(['tier', 'set', 'seen']);
});

it('given what is no campaign, then nothing is found', () => {
  for (const data of [null, 'set', { set: null }, { set: { traits: 'a' } }, { steps: [{ set: [] }] }]) {
    expect(traitsSetIn(data)).toEqual([]);
  }
});
