import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

/** What `check` says of a segment that asks this of a property, on line 1, column 34. */
async function complaintsOf(matcher: string): Promise<string[]> {
  const all = await complaintsAbout({
    'segments/x.yaml': `when: { event: X, where: { path: ${matcher} } }\n`,
  });
  return all.map((complaint) => complaint.replace('segments/x.yaml:', ''));
}

const NOTHING = '1:34 no value passes all of these tests (what one leaves another takes away)';

describe('tests of a value that contradict each other', () => {
  it.each([
    '{ atLeast: 5, atMost: 3 }',
    '{ atLeast: "5", lessThan: 5 }',
    '{ moreThan: 5, atMost: 5 }',
    '{ moreThan: 4.5, lessThan: 4.5 }',
    '{ between: [1, 5], atLeast: 6 }',
    '{ between: [1, 5], lessThan: 1 }',
    '{ is: 10, atMost: 9.5 }',
    '{ is: Suite, atLeast: 3 }',
    '{ is: true, atLeast: 0 }',
    '{ in: [1, 2], atLeast: 3 }',
    '{ is: A, in: [B, C] }',
    '{ atLeast: 2026-03-02, atMost: 2026-03-01 }',
    '{ moreThan: 2026-05-01, between: [2026-01-01, 2026-03-01] }',
    '{ is: 2026-03-01, atLeast: 2026-06-01 }',
    '{ after: 2026-03-02, before: 2026-03-01 }',
    '{ after: 10 years ago, before: 18 years ago }',
    '{ after: 3 days ago, before: 2 months ago }',
    '{ versionAtLeast: "3.2.0", versionBelow: "3.1" }',
    '{ versionAtLeast: "3.2.0", versionBelow: "3.2" }',
  ])('given %s, then no value passes', async (matcher) => {
    expect(await complaintsOf(matcher)).toEqual([NOTHING]);
  });

  it.each([
    '{ atLeast: 3, atMost: 3 }',
    '{ is: 5, atLeast: 5 }',
    '{ in: [1, 3], atLeast: 3 }',
    '{ is: a, in: [A], ignoreCase: true }',
    '{ between: [1, 5], atLeast: 5 }',
    '{ moreThan: 4, lessThan: 4.1 }',
    '{ atLeast: 5, atMost: 2026-03-01 }',
    '{ atLeast: 2026-03-01T23:00:00+00:00, atMost: 2026-03-01 }',
    '{ after: 18 years ago, before: 10 years ago }',
    '{ after: 1 month ago, before: 30 days ago }',
    '{ after: 10 years ago, before: 2026-03-01 }',
    '{ versionAtLeast: "3.1", versionBelow: "3.2.0" }',
    '{ versionAtLeast: "3.1", versionBelow: next }',
  ])('given %s, then it is in order', async (matcher) => {
    expect(await complaintsOf(matcher)).toEqual([]);
  });

  it.each([
    ['{ exists: false, is: 5 }', '`exists: false` does not go with `is`'],
    ['{ atLeast: 3, exists: false }', '`exists: false` does not go with `atLeast`'],
    ['{ exists: false, isNot: A, ignoreCase: true }', '`exists: false` does not go with `isNot`'],
  ])('given %s, then it says that there is nothing to test', async (matcher, message) => {
    const [complaint, ...others] = await complaintsOf(matcher);

    expect(others).toEqual([]);
    expect(complaint).toContain(
      `${message} (where there is no value there is nothing to test: keep one of them)`,
    );
  });

  it('given a trait that must not be there and be something, then it says so', async () => {
    expect(
      await complaintsAbout({ 'segments/x.yaml': 'when: { trait: tags, exists: false, includes: A }\n' }),
    ).toEqual([
      'segments/x.yaml:1:30 `exists: false` does not go with `includes` (where there is no value there is nothing to test: keep one of them)',
    ]);
  });

  it.each(['{ exists: false }', '{ exists: true, is: 5 }'])(
    'given %s, then it is in order',
    async (matcher) => {
      expect(await complaintsOf(matcher)).toEqual([]);
    },
  );
});
