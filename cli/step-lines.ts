import { type WriteMoment, writeMoments } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree } from './explanation-tree.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of a step. */
export interface AnsweredStep {
  readonly step: string;
  readonly kind: string;
  readonly asked: string;
  readonly until?: AnsweredExplanation;
  readonly wouldEndAt?: string | null;
  readonly arms?: readonly { readonly if?: AnsweredExplanation; readonly weight?: number }[];
  readonly arm?: number | null;
}

/** Draws a step: what it does, what it would make of the guest now, and the conditions that it asks. */
export function stepLines(terminal: Terminal, step: AnsweredStep, write: WriteMoment): string[] {
  const { asked, until, arms = [] } = step;
  const treeOf = (explanation: AnsweredExplanation | undefined, depth: number) =>
    explanation === undefined ? [] : explanationTree(terminal, explanation, write, depth);
  return [
    `  ${step.step}  ${writeMoments(asked, write)}${outcomeOf(step, write)}`,
    ...treeOf(until, 3),
    ...arms.flatMap(({ if: condition }, place) =>
      condition === undefined ? [] : [`      arm ${place + 1}`, ...treeOf(condition, 4)],
    ),
  ];
}

function outcomeOf({ kind, wouldEndAt, arms = [], arm }: AnsweredStep, write: WriteMoment): string {
  if (wouldEndAt === null) return ': there is no such date';
  if (wouldEndAt !== undefined) return `: if it began now, until ${write(wouldEndAt)}`;
  if (kind === 'split') return `: arm ${arm} of ${arms.length}`;
  if (kind !== 'branch') return '';
  return arm === null ? ': no arm now' : `: arm ${arm} now`;
}
