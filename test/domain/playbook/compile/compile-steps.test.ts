import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import { armsOf, visitSteps } from '../../../../domain/playbook/check/visit-steps.ts';
import type { ConditionScope } from '../../../../domain/playbook/compile/compile-scope.ts';
import { compileSteps } from '../../../../domain/playbook/compile/compile-steps.ts';
import { createAggregateRegistry } from '../../../../domain/playbook/program/aggregate-registry.ts';
import type { StepSource } from '../../../../domain/playbook/schema/step-schema.ts';

const scope: ConditionScope = {
  zone: 'Europe/Berlin',
  aggregates: createAggregateRegistry(),
  timeoutMilliseconds: {},
  computedTraits: new Map(),
  consent: {},
  entryOf: () => 'entry',
  salt: 'x',
  clock: 'history',
};
const compile = (steps: StepSource[]): Step[] => compileSteps(steps, scope, undefined);
const WAIT: StepSource = { wait: '1 hour' };
const END: StepSource = { end: true };

describe('compileSteps', () => {
  it('given steps in a row, then they are counted from 1', () => {
    expect(compile([WAIT, END])).toEqual([
      { kind: 'wait', id: '1', milliseconds: 3_600_000 },
      { kind: 'end', id: '2' },
    ]);
  });

  it('given a branch, then its arms lie behind it, each with a jump to what follows', () => {
    const branch: StepSource = {
      branch: [{ if: { segment: 'vip' }, steps: [WAIT, WAIT] }, { else: [WAIT] }],
    };
    const steps = compile([WAIT, branch, END]);
    expect(steps.map(({ id }) => id)).toEqual([
      '1',
      '2',
      '2.1.1',
      '2.1.2',
      '2.1.end',
      '2.2.1',
      '2.2.end',
      '3',
    ]);
    expect(steps[1]).toEqual({
      kind: 'branch',
      id: '2',
      arms: [{ if: { kind: 'segment', segment: 'vip' }, to: 2 }, { to: 5 }],
      after: 7,
    });
    expect(steps.filter(({ kind }) => kind === 'jump')).toEqual([
      { kind: 'jump', id: '2.1.end', to: 7 },
      { kind: 'jump', id: '2.2.end', to: 7 },
    ]);
  });

  it('given arms without steps, then each is its jump', () => {
    const steps = compile([
      {
        split: [
          { weight: 9, steps: [] },
          { weight: 1, steps: [] },
        ],
      },
    ]);
    expect(steps).toEqual([
      {
        kind: 'split',
        id: '1',
        salt: 'x.split.1',
        arms: [
          { weight: 9, to: 1 },
          { weight: 1, to: 2 },
        ],
      },
      { kind: 'jump', id: '1.1.end', to: 3 },
      { kind: 'jump', id: '1.2.end', to: 3 },
    ]);
  });

  it('given splits within splits, then each is drawn by its own salt, in the order in which they are read', () => {
    const inner: StepSource = {
      split: [
        { weight: 1, steps: [] },
        { weight: 1, steps: [] },
      ],
    };
    const outer: StepSource = {
      split: [
        { weight: 1, steps: [inner] },
        { weight: 1, steps: [inner] },
      ],
    };
    const salts = compile([outer, inner]).flatMap((step) =>
      step.kind === 'split' ? [[step.id, step.salt]] : [],
    );
    expect(salts).toEqual([
      ['1', 'x.split.1'],
      ['1.1.1', 'x.split.2'],
      ['1.2.1', 'x.split.3'],
      ['2', 'x.split.4'],
    ]);
  });

  it('given a branch, then it sees all history unless it says since when', () => {
    const arms: StepSource = {
      branch: [
        { if: { event: 'A' }, steps: [] },
        { if: { event: 'A', since: 'entry' }, steps: [] },
      ],
    };
    const [branch] = compile([arms]);
    expect(branch).toMatchObject({ arms: [{ if: { label: 'A' } }, { if: { since: { kind: 'entry' } } }] });
    expect(branch).not.toHaveProperty('arms.0.if.since');
  });

  it('given `set` and `grant`, then they are as written', () => {
    const traits = { a: '{{ event.properties.b }}', c: [1, { d: true }] };
    expect(compile([{ set: { traits } }, { grant: 'gift' }])).toEqual([
      { kind: 'set', id: '1', traits },
      { kind: 'grant', id: '2', offer: 'gift' },
    ]);
  });

  it('given any tree of branches and splits, then every step leads forwards, to a place there is, and each has an id of its own', () => {
    fc.assert(
      fc.property(anySteps, (source) => {
        const steps = compile(source);
        for (const [place, step] of steps.entries()) {
          for (const to of placesOf(step)) {
            expect(to).toBeGreaterThan(place);
            expect(to).toBeLessThanOrEqual(steps.length);
          }
        }
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('given any tree and any choices on the way, then what is done is what a reader of the file would do', () => {
    fc.assert(
      fc.property(anySteps, fc.infiniteStream(fc.nat()), (source, choices) => {
        const drawn: number[] = [];
        const draw = (place: number): number => {
          const choice = drawn[place] ?? choices.next().value ?? 0;
          drawn[place] = choice;
          return choice;
        };
        expect(walk(compile(source), draw)).toEqual(read(source, '', draw));
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});

const { steps: anySteps } = fc.letrec<{ steps: StepSource[]; step: StepSource }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 3, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthIdentifier: 'steps', maxDepth: 4 },
    fc.constant(WAIT),
    fc.constant(END),
    fc.tuple(fc.array(tie('steps'), { minLength: 1, maxLength: 3 }), fc.boolean()).map(
      ([arms, isElse]): StepSource => ({
        branch: arms.map((steps, index) =>
          isElse && index > 0 && index === arms.length - 1 ? { else: steps } : { if: 'everyone', steps },
        ),
      }),
    ),
    fc
      .array(tie('steps'), { minLength: 2, maxLength: 3 })
      .map((arms): StepSource => ({ split: arms.map((steps) => ({ weight: 1, steps })) })),
  ),
}));

function placesOf(step: Step): readonly number[] {
  if (step.kind === 'branch') return [...step.arms.map(({ to }) => to), step.after];
  if (step.kind === 'split') return step.arms.map(({ to }) => to);
  return step.kind === 'jump' ? [step.to] : [];
}

/** The ids of what is done on the way through the list; at the n-th fork `draw(n)` chooses the arm. */
function walk(steps: readonly Step[], draw: (fork: number) => number): string[] {
  const done: string[] = [];
  let forks = 0;
  for (let place = 0; place < steps.length; ) {
    const step = steps[place];
    if (step === undefined) break;
    if (step.kind === 'branch' || step.kind === 'split') {
      place = step.arms[draw(forks) % step.arms.length]?.to ?? -1;
      forks += 1;
    } else if (step.kind === 'jump') {
      place = step.to;
    } else {
      done.push(step.id);
      place = step.kind === 'end' ? steps.length : place + 1;
    }
  }
  return done;
}

/** The same of the file. */
function read(source: readonly StepSource[], prefix: string, draw: (fork: number) => number): string[] {
  const done: string[] = [];
  let forks = 0;
  const follow = (steps: readonly StepSource[], within: string): boolean =>
    steps.every((step, index) => {
      const id = `${within}${index + 1}`;
      const arms = armsOf(step);
      if (arms.length > 0) {
        const chosen = draw(forks) % arms.length;
        forks += 1;
        return follow(arms[chosen]?.steps ?? [], `${id}.${chosen + 1}.`);
      }
      done.push(id);
      return !('end' in step);
    });
  follow(source, prefix);
  return done;
}

describe('visitSteps', () => {
  it('given steps within steps, then each is visited with its place in the file', () => {
    const seen: string[] = [];
    const branch: StepSource = {
      branch: [{ if: 'everyone', steps: [WAIT] }, { else: [{ split: [{ weight: 1, steps: [END] }] }] }],
    };
    visitSteps([WAIT, branch], ['steps'], (_, path) => {
      seen.push(path.join('.'));
    });
    expect(seen).toEqual([
      'steps.0',
      'steps.1',
      'steps.1.branch.0.steps.0',
      'steps.1.branch.1.else.0',
      'steps.1.branch.1.else.0.split.0.steps.0',
    ]);
  });
});
