import type { Step } from '../../campaign/step.ts';
import type { JsonValue } from '../../event/json.ts';
import type { BranchArmSource, SplitArmSource, StepSource } from '../schema/step-schema.ts';
import { compileCondition } from './compile-condition.ts';
import type { ConditionScope } from './compile-scope.ts';
import { compileSend } from './compile-send.ts';
import { compileWait } from './compile-wait.ts';

/** A campaign's steps on their way into one list. */
interface Writing {
  /** `scope.salt` is the campaign's id. */
  readonly scope: ConditionScope;
  /** As the author wrote it; absent if nothing was. */
  readonly purpose: string | undefined;
  readonly steps: Step[];
  splits: number;
}

/** Compiles steps within steps into one list, in which every place that a step names comes after it. */
export function compileSteps(
  source: readonly StepSource[],
  scope: ConditionScope,
  purpose: string | undefined,
): Step[] {
  const writing: Writing = { scope, purpose, steps: [], splits: 0 };
  writeSteps(writing, source, '');
  return writing.steps;
}

function writeSteps(writing: Writing, source: readonly StepSource[], prefix: string): void {
  for (const [index, step] of source.entries()) {
    const id = `${prefix}${index + 1}`;
    if ('branch' in step) writeBranch(writing, step.branch, id);
    else if ('split' in step) writeSplit(writing, step.split, id);
    else writing.steps.push(compileStep(writing, step, id));
  }
}

type PlainStepSource = Exclude<StepSource, { branch: unknown } | { split: unknown }>;

function compileStep({ scope, purpose }: Writing, source: PlainStepSource, id: string): Step {
  if ('wait' in source) return compileWait(source.wait, id, scope);
  if ('send' in source) return compileSend(source.send, id, purpose);
  if ('grant' in source) return { kind: 'grant', id, offer: source.grant };
  if ('set' in source) return { kind: 'set', id, traits: source.set.traits as Record<string, JsonValue> };
  return { kind: 'end', id };
}

function writeBranch(writing: Writing, source: readonly BranchArmSource[], id: string): void {
  const { scope, steps } = writing;
  const bodies = source.map((arm) => ('else' in arm ? arm.else : arm.steps));
  const place = reserve(steps, id);
  const { starts, after } = writeArms(writing, bodies, id);
  const arms = source.map((arm, index) => ({
    ...('if' in arm && { if: compileCondition(arm.if, scope) }),
    to: starts[index] ?? after,
  }));
  steps[place] = { kind: 'branch', id, arms, after };
}

function writeSplit(writing: Writing, source: readonly SplitArmSource[], id: string): void {
  const { scope, steps } = writing;
  writing.splits += 1;
  const salt = `${scope.salt}.split.${writing.splits}`;
  const place = reserve(steps, id);
  const { starts, after } = writeArms(
    writing,
    source.map((arm) => arm.steps),
    id,
  );
  const arms = source.map(({ weight }, index) => ({ weight, to: starts[index] ?? after }));
  steps[place] = { kind: 'split', id, arms, salt };
}

/** Where a step will stand that has to know where its arms do. */
function reserve(steps: Step[], id: string): number {
  return steps.push({ kind: 'end', id }) - 1;
}

/** Writes arms one after the other, each with a jump to what follows the last. */
function writeArms(
  writing: Writing,
  bodies: readonly (readonly StepSource[])[],
  id: string,
): { readonly starts: readonly number[]; readonly after: number } {
  const { steps } = writing;
  const jumps: number[] = [];
  const starts = bodies.map((body, index) => {
    const start = steps.length;
    writeSteps(writing, body, `${id}.${index + 1}.`);
    jumps.push(reserve(steps, `${id}.${index + 1}.end`));
    return start;
  });
  const after = steps.length;
  for (const [index, place] of jumps.entries()) {
    steps[place] = { kind: 'jump', id: `${id}.${index + 1}.end`, to: after };
  }
  return { starts, after };
}
