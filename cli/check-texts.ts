import type { PlaybookSource } from '../domain/playbook/playbook-source.ts';
import type { PathStep, Problem } from '../domain/playbook/problem.ts';
import { visitSteps } from '../domain/playbook/visit-steps.ts';
import { checkLiquid } from './check-liquid.ts';
import type { LocatedProblem } from './located-problem.ts';

/** Keys of a send step whose values name something and are not rendered. */
const NOT_TEXTS = ['channel', 'template', 'destination', 'role', 'offer', 'rate'];

/** Finds Liquid problems in the texts of campaigns' send steps. */
export function checkCampaignTexts({ campaigns }: PlaybookSource): Problem[] {
  const problems: Problem[] = [];
  for (const { file, source } of campaigns) {
    visitSteps(source.steps, ['steps'], (step, path) => {
      if (!('send' in step)) return;
      const texts = Object.entries(step.send).filter(([key]) => !NOT_TEXTS.includes(key));
      for (const [key, value] of texts) problems.push(...checkValue(file, value, [...path, 'send', key]));
    });
  }
  return problems;
}

function checkValue(file: string, value: unknown, path: readonly PathStep[]): Problem[] {
  if (typeof value === 'string') {
    return checkLiquid(value).map(({ message, hint }) => ({
      file,
      path,
      at: 'value',
      message,
      ...(hint && { hint }),
    }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => checkValue(file, inner, [...path, key]));
}

/** Finds Liquid problems in templates, with their place in the file. */
export function checkTemplateTexts({ templates }: PlaybookSource): LocatedProblem[] {
  return templates.flatMap(({ file, source }) =>
    checkLiquid(source).map((problem) => ({ file, ...problem })),
  );
}
