import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReferences } from '../../../domain/playbook/check/check-references.ts';
import { compilePlaybook } from '../../../domain/playbook/compile-playbook.ts';
import { loadPlaybook } from '../../../domain/playbook/load-playbook.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { rehearseProgram } from '../../../domain/playbook/program/rehearse-program.ts';

const KEYS = [
  ...['all', 'any', 'not', 'event', 'where', 'count', 'within', 'since', 'sum', 'average', 'min', 'max'],
  ...['unique', 'matching', 'on', 'of', 'trait', 'segment', 'for', 'consent', 'reachable', 'identifier'],
  ...['offer', 'status', 'at', 'zone', 'message', 'list', 'random', 'sequence', 'span', 'affinity', 'over'],
  ...['share', 'like', 'is', 'atLeast', 'atMost', 'between', 'includes', 'matches', 'exists', 'some', 'a.b'],
];
const WORDS = [
  ...['everyone', 'any', 'entry', 'visit', 'X', 'a.b', '3 days', 'P1D', '2 hours', '10%', '2026-05-01'],
  ...[
    'vip',
    'bar',
    'email',
    'push',
    'marketing',
    'hello',
    'clicked',
    'valid',
    '',
    '5',
    'no',
    '(',
    '18 years ago',
  ],
];

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom(0, 1, 2, 0.5, 40, 1000, -1, 1e300),
  fc.constantFrom(true, false, null),
);
const { value } = fc.letrec<{ value: unknown; mapping: unknown; list: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie('mapping'), tie('list')),
  mapping: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { minKeys: 1, maxKeys: 4 }),
  list: fc.array(tie('value'), { maxLength: 3 }),
}));

/** Conditions that begin as one of the language does, so that some of them are in order. */
const nearly = fc.oneof(
  fc.record(
    {
      event: fc.constantFrom('X', 'any', ['X', 'Y']),
      within: fc.constantFrom('3 days', 'visit', ['60 days', '30 days']),
      since: fc.constantFrom(
        { event: 'Y' },
        { event: 'Y', for: '1 day' },
        { segment: 'vip' },
        '2026-05-01',
        'entry',
      ),
      count: fc.constantFrom(2, { atMost: 3 }, { between: [1, 40] }),
      sum: fc.constantFrom({ of: 'a.b', atLeast: 1 }, { of: 'a', between: [1, 2] }),
      unique: fc.constantFrom({ of: 'a', is: 3 }, { of: 'a', atLeast: 101 }),
      matching: fc.constant({ event: 'Y', on: { a: 'b.c' } }),
    },
    { requiredKeys: ['event'] },
  ),
  fc.record(
    {
      sequence: fc.array(
        fc.constantFrom({ event: 'X' }, { not: { event: 'Y' } }, { not: { event: 'Y', for: '1 day' } }),
        { maxLength: 4 },
      ),
      within: fc.constantFrom('3 days', '1 hour', 'visit', ['3 days', '1 day']),
      span: fc.constantFrom('2 days', '4 days'),
      since: fc.constant('entry'),
    },
    { requiredKeys: ['sequence'] },
  ),
  fc.record(
    {
      affinity: fc.constantFrom('a', 'a.b'),
      is: leaf,
      isNot: leaf,
      share: fc.constantFrom({ atLeast: 0.5 }, 0.5, { is: 2 }),
      count: fc.constantFrom(1, { lessThan: 3 }),
      within: fc.constantFrom('3 days', 'visit', ['3 days', '1 day']),
    },
    { requiredKeys: ['affinity'] },
  ),
  fc.record(
    { segment: fc.constantFrom('vip', 'x', 'y'), for: fc.constantFrom('1 day', 'soon') },
    { requiredKeys: ['segment'] },
  ),
  fc.constantFrom(
    { at: 'bar', zone: 'lounge' },
    { zone: { startsWith: 'table-' } },
    { message: 'hello', status: 'clicked', within: '1 day' },
    { offer: 'gift', status: 'valid' },
    { list: 'press' },
    { random: '10%' },
    { identifier: 'email' },
    { reachable: 'push' },
  ),
);
const condition = fc.oneof({ weight: 1, arbitrary: value }, { weight: 2, arbitrary: nearly });

const HOUSE = {
  name: 'Test House',
  timezone: 'Europe/Berlin',
  channels: { email: { from: 'x@example.com' } },
  venues: { bar: {} },
  visit: { begins: ['X'], endsAfter: '1 hour' },
};
const CAMPAIGN = {
  trigger: { segment: 'vip' },
  steps: [{ send: { channel: 'sms', text: 'x' } }],
};

describe('any condition', () => {
  it('given anything that YAML can say, then it is refused in words, or it compiles and runs', () => {
    const seen = { refused: 0, taken: 0 };
    fc.assert(
      fc.property(condition, fc.boolean(), (asked, isSegment) => {
        const files = {
          'playbook.yaml': HOUSE,
          'segments/vip.yaml': { when: { trait: 'tier', is: 'gold' } },
          'segments/x.yaml': { when: isSegment ? asked : 'everyone' },
          'campaigns/hello.yaml': { ...CAMPAIGN, ...(!isSegment && { stopWhen: asked }) },
        };
        const loaded = loadPlaybook(Object.entries(files).map(([path, data]) => ({ path, text: '', data })));
        const { source, declared } = loaded;
        if (source === undefined) throw new Error('the house itself is in order');
        const problems = [...loaded.problems, ...checkReferences(source, declared)];
        for (const { message } of problems) expect(message).not.toMatch(/^$|Invalid|undefined|\[object/u);
        seen[problems.length > 0 ? 'refused' : 'taken'] += 1;
        if (problems.length > 0) return;
        const program = compilePlaybook(source, {});
        activateProgram(program);
        rehearseProgram(program);
      }),
      { numRuns: 4000 },
    );
    expect(Math.min(seen.refused, seen.taken)).toBeGreaterThan(100);
  });
});
