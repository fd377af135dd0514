import type { PlaybookSource } from '../domain/playbook/playbook-source.ts';
import type { PathStep, Problem } from '../domain/playbook/problem.ts';
import { checkLiquid } from './check-liquid.ts';
import type { LocatedProblem } from './located-problem.ts';

/** Keys of a send step whose values name something and are not rendered. */
const NOT_TEXTS = ['channel', 'template', 'destination', 'role'];

/** Finds Liquid problems in the texts of campaigns' send steps. */
export function checkCampaignTexts({ campaigns }: PlaybookSource): Problem[] {
  return campaigns.flatMap(({ file, source }) =>
    source.steps.flatMap((step, index) => {
      if (!('send' in step)) return [];
      const texts = Object.entries(step.send).filter(([key]) => !NOT_TEXTS.includes(key));
      return texts.flatMap(([key, value]) => checkValue(file, value, ['steps', index, 'send', key]));
    }),
  );
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
