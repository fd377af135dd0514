import { visitSteps } from '../domain/playbook/check/visit-steps.ts';
import type { PlaybookSource } from '../domain/playbook/playbook-source.ts';
import type { PathStep, Problem } from '../domain/playbook/problem/problem.ts';
import type { SendSource } from '../domain/playbook/schema/send-schema.ts';
import { checkLiquid } from './check-liquid.ts';
import type { LocatedProblem } from './located-problem.ts';

/** Keys of a send step whose values name something and are not rendered. */
const NOT_TEXTS = ['channel', 'template', 'destination', 'role', 'offer', 'rate'];

/** A text that is rendered, and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly path: readonly PathStep[];
}

/** The texts of a send step that are rendered. @param path of the send within its file */
export function textsOf(send: SendSource, path: readonly PathStep[]): PlacedText[] {
  const rendered = Object.entries(send).filter(([key]) => !NOT_TEXTS.includes(key));
  return rendered.flatMap(([key, value]) => textsIn(value, [...path, key]));
}

function textsIn(value: unknown, path: readonly PathStep[]): PlacedText[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** Finds Liquid problems in the texts of campaigns' send steps. */
export function checkCampaignTexts({ campaigns }: PlaybookSource): Problem[] {
  const problems: Problem[] = [];
  for (const { file, source } of campaigns) {
    visitSteps(source.steps, ['steps'], (step, path) => {
      const texts = 'send' in step ? textsOf(step.send, [...path, 'send']) : [];
      for (const placed of texts) problems.push(...checkText(file, placed));
    });
  }
  return problems;
}

function checkText(file: string, { text, path }: PlacedText): Problem[] {
  return checkLiquid(text).map(({ message, hint, isWarning }) => ({
    file,
    path,
    at: 'value',
    message,
    ...(hint && { hint }),
    ...(isWarning && { isWarning }),
  }));
}

/** Finds Liquid problems in templates, with their place in the file. */
export function checkTemplateTexts({
  templates,
}: PlaybookSource): (LocatedProblem & Pick<Problem, 'isWarning'>)[] {
  return templates.flatMap(({ file, source }) =>
    checkLiquid(source).map((problem) => ({ file, ...problem })),
  );
}
