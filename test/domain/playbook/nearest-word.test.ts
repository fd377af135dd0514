import { describe, expect, it } from 'vitest';
import { hintForUnknown, nearestWord } from '../../../domain/playbook/nearest-word.ts';

describe('nearestWord', () => {
  it.each([
    ['evnt', 'event'],
    ['Event', 'event'],
    ['evetn', 'event'],
    ['segmnt', 'segment'],
    ['withinn', 'within'],
  ])('given %s, then it is %s that was meant', (word, meant) => {
    expect(nearestWord(word, ['all', 'event', 'segment', 'within'])).toBe(meant);
  });

  it('given a word that resembles nothing, then nothing was meant', () => {
    expect(nearestWord('holdout', ['all', 'event'])).toBeUndefined();
  });
});

describe('hintForUnknown', () => {
  it('given nothing near, then it lists what there is', () => {
    expect(hintForUnknown('holdout', ['all', 'event'])).toBe('there is `all`, `event`');
  });

  it('given nothing at all, then there is no hint', () => {
    expect(hintForUnknown('holdout', [])).toBeUndefined();
  });
});
