import { describe, expect, it } from 'vitest';
import { hintForUnknown, nearestWord } from '../../../../domain/playbook/problem/nearest-word.ts';

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

  it.each([
    ['gte', 'atLeast'],
    ['over', 'moreThan'],
    ['contains', 'includes'],
    ['equals', 'is'],
  ])('given %s, as other languages have it, then it is %s that was meant', (word, meant) => {
    expect(nearestWord(word, ['is', 'atLeast', 'moreThan', 'includes'])).toBe(meant);
  });

  it('given a short word, then two other letters are no likeness', () => {
    expect(nearestWord('of', ['is', 'in'])).toBeUndefined();
    expect(nearestWord('constructor', ['is', 'in'])).toBeUndefined();
  });

  it('given a word that resembles nothing, then nothing was meant', () => {
    expect(nearestWord('holdout', ['all', 'event'])).toBeUndefined();
  });
});

describe('hintForUnknown', () => {
  it('given nothing near, then it lists what there is', () => {
    expect(hintForUnknown('holdout', ['all', 'event'])).toBe('there is `all`, `event`');
  });

  it('given very many, then it lists the first and says how many more there are', () => {
    const segments = Array.from({ length: 1000 }, (_, index) => `segment-${index}`);
    expect(hintForUnknown('x', segments)).toMatch(/^there is `segment-0`, .*`segment-31` and 968 more$/);
  });

  it('given nothing at all, then there is no hint', () => {
    expect(hintForUnknown('holdout', [])).toBeUndefined();
  });
});
