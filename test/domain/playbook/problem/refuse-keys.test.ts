import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../../support/a-folder.ts';

const REFUSED = '`__proto__` cannot be a key (send the value under another name)';
const story = (step: string) => `story: Mary\nstart: 2026-03-02T10:00:00Z\nsteps:\n  - ${step}\n`;

describe('a key that no mapping can have', () => {
  it.each([
    ['where', 'segments/vip.yaml', 'when: { event: X, where: { __proto__: 5 } }\n', '1:28'],
    ['some', 'segments/vip.yaml', 'when: { event: X, where: { a: { some: { __proto__: 5 } } } }\n', '1:41'],
    [
      'matching',
      'segments/vip.yaml',
      'when: { event: X, matching: { event: Y, on: { a: b, __proto__: c } } }\n',
      '1:53',
    ],
    ['a condition', 'segments/vip.yaml', 'when: { event: X, __proto__: 5 }\n', '1:19'],
    [
      'properties',
      'tests/x.yaml',
      story('{ track: X, as: { userId: a }, properties: { __proto__: 5 } }'),
      '4:50',
    ],
    ['traits', 'tests/x.yaml', story('identify: { userId: a, traits: { a: [{ __proto__: 5 }] } }'), '4:44'],
    ['identifiers', 'tests/x.yaml', story('identify: { userId: a, __proto__: 5 }'), '4:28'],
  ])('given %s, then it is refused, not passed over', async (_, file, text, place) => {
    expect(await complaintsAbout({ [file]: text })).toEqual([`${file}:${place} ${REFUSED}`]);
  });
});
