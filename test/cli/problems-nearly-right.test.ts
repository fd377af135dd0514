import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const saidOf = async (when: string) =>
  (await complaintsAbout({ 'segments/vip.yaml': `when: ${when}\n` })).map((complaint) =>
    complaint.replace(/^segments\/vip\.yaml:1:\d+ /u, ''),
  );
const hintFor = async (when: string) => {
  const said = await saidOf(when);
  expect(said).toHaveLength(1);
  return / \((.*)\)$/u.exec(said[0] ?? '')?.[1];
};

describe('what is nearly right', () => {
  it.each([
    ['evryone', 'did you mean `everyone`?'],
    ['{ event: X, within: visitt }', 'did you mean `visit`?'],
    ['{ event: X, within: 3 dayz }', 'did you mean `3 days`?'],
    ['{ event: X, within: 3d }', 'did you mean `3 days`?'],
    ['{ event: X, within: 1 hrs }', 'did you mean `1 hour`?'],
    ['{ event: X, within: 3 days ago }', 'did you mean `3 days`?'],
    ['{ event: X, within: 3 }', 'say of what: `3 minutes`, `3 days`'],
    ['{ event: X, within: [0 days, 30 days] }', 'write `within: 30 days`'],
    ['{ event: X, within: [30 days, 0 days] }', 'write `within: 30 days`'],
    ['{ event: X, within: [0 days, 0 days] }', 'the two must differ'],
    ['{ event: X, since: entri }', 'did you mean `entry`?'],
    ['{ trait: born, before: 18 yeers ago }', 'did you mean `18 years ago`?'],
    ['{ trait: born, before: 18 years }', 'did you mean `18 years ago`?'],
    ['{ trait: born, before: 2026 }', 'write it in quotes: `"2026"`'],
    ['{ trait: age, greaterThan: 5 }', 'did you mean `moreThan`?'],
    ['{ message: helo }', 'did you mean `hello`?'],
    ['{ message: win-back }', 'there is `hello`'],
    ['{ trait: tags, includes: [a, b] }', 'of several values write `includesAny` or `includesAll`'],
    ['{ trait: tags, is: [a, b] }', 'of several values write `in`'],
    ['{ affinity: c, is: D, share: 50% }', 'write `{ atLeast: 0.5 }`'],
    ['{ event: X, count: { atLeast: "500" } }', 'write it without quotes: `500`'],
    ['{ segment: 2024 }', 'write it in quotes: `"2024"`'],
    ['{ event: 2024 }', 'write it in quotes: `"2024"`'],
    ['{ trait: id, is: 12345678901234567890 }', 'write it in quotes, as text'],
    ['{ event: X, where: { id: [1, 12345678901234567890] } }', 'write it in quotes, as text'],
  ])('given %s, then the hint is: %s', async (when, hint) => {
    expect(await hintFor(when)).toBe(hint);
  });

  it.each(['{ trait: born, before: 18 Years Ago }', '{ trait: born, after: "2026" }'])(
    'given %s, then it is in order',
    async (when) => {
      expect(await saidOf(when)).toEqual([]);
    },
  );
});

describe('what nobody could ever meet', () => {
  it.each([
    ['{ event: A, since: { event: A } }', 'nothing counts: each of these events begins the count anew'],
    ['{ event: A, where: { b: 1 }, since: { event: [A, B] } }', 'nothing counts: each of these'],
    ['{ event: [A, B], since: { event: any } }', 'nothing counts: each of these'],
    ['{ event: A, where: { b: 1 }, since: { event: A, where: { b: { is: 1 } } } }', 'nothing counts'],
    ['{ event: A, matching: { event: A, on: { sku: sku } } }', 'each of these events would match itself'],
    [
      '{ event: A, where: { b: 1 }, matching: { event: any, on: { sku: sku } } }',
      'each of these events would',
    ],
    ['{ event: [A, any] }', '`any` is every event, and needs no list'],
    ['{ trait: a, is: 5, isNot: 5 }', 'no value passes all of these tests'],
    ['{ trait: a, in: [5, x], notIn: [x, "5"] }', 'no value passes all of these tests'],
    ['{ event: X, where: { a: { includesAll: [x, y], excludes: y } } }', 'no value passes all of these'],
    ['{ trait: a, between: [5, 2026-01-01] }', '`between` takes two numbers or two dates, not one of each'],
    ['{ trait: a, some: { b: x }, ignoreCase: true }', '`ignoreCase` does nothing beside `some`'],
  ])('given %s, then it is refused: %s', async (when, message) => {
    const said = await saidOf(when);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
  });

  it.each([
    '{ event: [A, B], since: { event: A } }',
    '{ event: A, since: { event: A, where: { b: 1 } } }',
    '{ event: A, since: { segment: vip2 } }',
    '{ trait: a, in: [5, 6], isNot: 5 }',
    '{ trait: a, is: x, excludes: y }',
  ])('given %s, which can be met, then it is in order', async (when) => {
    const files = { 'segments/vip.yaml': `when: ${when}\n`, 'segments/vip2.yaml': 'when: everyone\n' };
    expect(await complaintsAbout(files)).toEqual([]);
  });
});

describe('a story’s clock', () => {
  const story = (...steps: string[]) =>
    complaintsAbout({
      'tests/x.yaml': `story: x\nstart: 2026-03-02T10:00:00+01:00\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`,
    });

  it('given a moment in its past, then it is refused where it stands', async () => {
    expect(await story('after: 3 days', 'at: 2026-03-05T09:59:59+01:00')).toEqual([
      'tests/x.yaml:5:9 this is in the past: the story has come to 2026-03-05T10:00:00+01:00 (a story goes forward)',
    ]);
    expect(await story('at: 2026-03-06T10:00:00+01:00', 'at: 2026-03-05T10:00:00+01:00')).toHaveLength(1);
  });

  it('given the present or the future, then it is in order', async () => {
    const atStart = ['track: X\n    as: { userId: a }', 'at: 2026-03-02T10:00:00+01:00'];
    expect(await story(...atStart, 'after: 3 days', 'at: 2026-03-05T10:00:00+01:00')).toEqual([]);
  });
});
