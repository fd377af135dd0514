import type { Declared } from '../loop/turns-by-time.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { readValuePath } from '../schema/wait-schema.ts';
import { findEventless } from './missing-at-beginning.ts';
import { visitSteps } from './visit-steps.ts';

/** Warns of waits for a date of the event where there may be none; that there never is one, `checkSteps` says. */
export function checkWaits({ file, source }: SourceFile<CampaignSource>, declared: Declared): Problem[] {
  const problems: Problem[] = [];
  visitSteps(source.steps, ['steps'], (step, path) => {
    if (!('wait' in step) || typeof step.wait === 'string' || typeof step.wait.until !== 'string') return;
    const { until } = step.wait;
    const eventless = readValuePath(until)?.of === 'event' ? findEventless(source, declared) : undefined;
    if (eventless === undefined || eventless.isCertain) return;
    const message = `\`${until}\` is of the event that began the journey, and ${eventless.why}: the journey would end here`;
    const hint = 'ask the guest: `profile.…`';
    problems.push({
      file,
      path: [...path, 'wait', 'until'],
      at: 'value',
      message,
      hint,
      isWarning: true,
    });
  });
  return problems;
}
