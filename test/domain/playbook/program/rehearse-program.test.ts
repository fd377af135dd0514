import { describe, expect, it } from 'vitest';
import { compileFolder } from '../../../../cli/compile-folder.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { rehearseProgram } from '../../../../domain/playbook/program/rehearse-program.ts';
import { compiled } from '../../../support/a-folder.ts';
import { aProgram } from '../../../support/a-program.ts';
import { peopleProgram } from '../../../support/people-program.ts';

/** What only another program than our compiler would write. */
const written = (parts: object): Program => aProgram(parts as Partial<Program>);

const SOMETIMES = { kind: 'sometimes' };
const campaign = (parts: object) => ({
  campaigns: { c: { id: 'c', triggers: [], steps: [], frequency: { kind: 'once' }, ...parts } },
});
const steps = (step: object) => campaign({ steps: [{ id: '1', ...step }] });

describe('a rehearsal', () => {
  it.each(['hotel', 'restaurant', 'shop', 'store'])('of the %s goes well', async (name) => {
    const { program } = await compileFolder(`playbooks/${name}`);
    expect(() => rehearseProgram(program as Program)).not.toThrow();
  });

  it('of a campaign with every kind of trigger, step and rule goes well', async () => {
    const { program } = await compiled({
      'playbook.yaml': `name: X
timezone: UTC
visit: { begins: [Checked In], endsAfter: 4 hours }
suppress: [{ name: a, when: { event: Ordered, within: 1 day } }]
caps: [{ channel: sms, atMost: 1, per: 1 day }]
`,
      'templates/hello.liquid': null,
      'campaigns/hello.yaml': `trigger:
  - { event: A, every: 3, since: { segment: vip } }
  - { event: B, matching: { event: C, on: { d: d } } }
  - { segment: vip }
if: { event: D }
stopWhen: { event: E }
frequency: once per visit
goal: { event: F, within: 1 day }
steps:
  - wait: { until: { event: G }, atMost: 1 day }
  - branch: [{ if: { event: H, since: entry }, steps: [{ grant: gift }] }, { else: [{ end: true }] }]
  - split: [{ weight: 1, steps: [] }, { weight: 1, steps: [{ send: { channel: sms, text: Hello } }] }]
  - set: { traits: { seen: true } }
`,
    });
    expect(() => rehearseProgram(program as Program)).not.toThrow();
  });

  it('of a program with every kind of aggregate goes well', () => {
    expect(() => rehearseProgram(peopleProgram())).not.toThrow();
  });

  it.each([
    ['identifies nobody', { identity: undefined }],
    [
      'sums up what no path leads to',
      { aggregates: { a: { kind: 'sum', of: { names: ['Paid'], where: [] } } } },
    ],
    ['asks about nothing', { segments: [{ id: 's', name: 's', when: { kind: 'all' } }] }],
    [
      'asks what nobody can answer, of a state that is never settled',
      { aggregatesDigest: '', segments: [{ id: 's', name: 's', when: { kind: 'sometimes' } }] },
    ],
    ['computes from nothing', { computedTraits: { t: null } }],
    ['sends under what nobody can answer', campaign({ if: SOMETIMES })],
    ['sends under a condition that is none', campaign({ if: { kind: 'any' } })],
    ['stops when nobody knows', campaign({ stopWhen: SOMETIMES })],
    [
      'begins when nobody knows',
      campaign({ triggers: [{ kind: 'event', of: { names: ['A'], where: [] }, counted: SOMETIMES }] }),
    ],
    ['branches where nobody knows', steps({ kind: 'branch', arms: [{ if: SOMETIMES, to: 1 }], after: 1 })],
    [
      'waits until nobody knows',
      steps({ kind: 'wait for event', until: SOMETIMES, aggregates: [], atMostMilliseconds: 1 }),
    ],
    [
      'suppresses what nobody knows',
      { permission: { suppress: [{ name: 'a', when: SOMETIMES }], caps: [] } },
    ],
    ['jumps back', steps({ kind: 'jump', to: 0 })],
    ['jumps beyond its end', steps({ kind: 'jump', to: 2 })],
    ['branches back', steps({ kind: 'branch', arms: [{ to: 0 }], after: 1 })],
    ['follows a branch with what was before it', steps({ kind: 'branch', arms: [], after: 0 })],
    ['splits nowhere', steps({ kind: 'split', arms: [{ weight: 1, to: 9 }], salt: 's' })],
    [
      'has messages that nobody could count',
      campaign({
        steps: [
          ...Array.from({ length: 9 }, (_, place) => ({
            kind: 'split',
            id: `${place}`,
            arms: [
              { weight: 1, to: place + 1 },
              { weight: 1, to: place + 1 },
            ],
            salt: `${place}`,
          })),
          { kind: 'send', id: 'z', contents: [{ channel: 'sms', text: 'x' }] },
        ],
      }),
    ],
    [
      'has two steps of one name',
      campaign({
        steps: [
          { kind: 'end', id: '1' },
          { kind: 'end', id: '1' },
        ],
      }),
    ],
    [
      'has a goal that nothing remembers',
      campaign({ goal: { of: { names: ['A'], where: [] }, aggregate: 'x', withinMilliseconds: 1 } }),
    ],
    [
      'counts visits that nothing remembers',
      campaign({ frequency: { kind: 'once per visit', aggregate: 'x' } }),
    ],
    [
      'counts events that nothing remembers',
      campaign({
        triggers: [
          { kind: 'event', of: { names: ['A'], where: [] }, every: { times: 2, aggregate: 'toString' } },
        ],
      }),
    ],
    [
      'waits for what nothing remembers',
      steps({
        kind: 'wait for event',
        until: { kind: 'everyone' },
        aggregates: ['x'],
        atMostMilliseconds: 1,
      }),
    ],
  ])('of a program that %s does not', (_, parts) => {
    expect(() => rehearseProgram(written(parts))).toThrow();
  });
});
