import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { DAY, HOUSE, named, X } from '../../../support/a-compiled-condition.ts';
import { compiled } from '../../../support/a-folder.ts';

describe('compileCondition on the journey’s clock', () => {
  it('given `stopWhen`, then events, measures, sequences and messages count since the journey began', async () => {
    const { program } = await compiled({
      'playbook.yaml': HOUSE,
      'campaigns/hello.yaml': `trigger: { segment: vip }
steps:
  - send: { channel: sms, text: Hello }
stopWhen:
  any:
    - { event: X, matching: { event: Y, on: { a: b } } }
    - { event: X, sum: { of: a, atLeast: 1 }, within: 3 days }
    - { sequence: [{ event: X }, { event: Y }] }
    - { message: hello, status: clicked }
    - { event: X, sum: { of: a, atLeast: 1 }, since: 2026-05-01 }
`,
    });
    const { when, aggregates } = named(program.campaigns.hello?.stopWhen as Condition, program.aggregates);
    const since = { kind: 'entry' };
    expect(when).toMatchObject({
      of: [
        { kind: 'matching', since },
        { kind: 'measure', since, withinMilliseconds: 3 * DAY },
        { kind: 'sequence', since },
        { kind: 'message', since },
        { kind: 'measure' },
      ],
    });
    expect(when).not.toHaveProperty('of.4.since');
    expect(aggregates[1]).toEqual({ kind: 'recent', keep: 32, of: X, measure: 'sum', property: ['a'] });
  });
});
