import {
  findEventless,
  findSegmentless,
  type Missing,
} from '../domain/playbook/check/missing-at-beginning.ts';
import { visitSteps } from '../domain/playbook/check/visit-steps.ts';
import { declaredIn } from '../domain/playbook/loop/turns-by-time.ts';
import type { PlaybookSource, SourceFile } from '../domain/playbook/playbook-source.ts';
import type { PathStep, Problem } from '../domain/playbook/problem/problem.ts';
import type { CampaignSource } from '../domain/playbook/schema/campaign-schema.ts';
import type { SendSource } from '../domain/playbook/schema/send-schema.ts';
import { textsOf } from './check-texts.ts';
import type { LocatedProblem } from './located-problem.ts';
import { findUnguarded, type UnguardedVariable } from './unguarded-variables.ts';

/** What texts speak of and may not be there, as a campaign's journeys begin. */
interface Lack extends Missing {
  readonly root: 'event' | 'segment';
}

/** Problems in a campaign's own texts, whose place is found by their path, and those in templates. */
export interface MissingFound {
  readonly problems: readonly Problem[];
  readonly inTemplates: readonly (LocatedProblem & Pick<Problem, 'isWarning'>)[];
}

/** Finds texts that speak of the event, or the segment, that began the journey, where there is none. */
export function checkMissing(source: PlaybookSource): MissingFound {
  const declared = declaredIn(source);
  const lacking = source.campaigns.flatMap((campaign) => {
    const eventless = findEventless(campaign.source, declared);
    const segmentless = findSegmentless(campaign.source);
    const lacks: Lack[] = [
      ...(eventless === undefined ? [] : [{ root: 'event' as const, ...eventless }]),
      ...(segmentless === undefined ? [] : [{ root: 'segment' as const, ...segmentless }]),
    ];
    return lacks.map((lack) => ({ campaign, lack }));
  });
  return {
    problems: lacking.flatMap(({ campaign, lack }) => inTexts(campaign, lack)),
    inTemplates: lacking.flatMap(({ campaign, lack }) => inTemplates(source, campaign, lack)),
  };
}

function inTexts({ file, source }: SourceFile<CampaignSource>, lack: Lack): Problem[] {
  const problems: Problem[] = [];
  visitSends(source, (send, path) => {
    for (const { text, path: within } of textsOf(send, path)) {
      const found = findUnguarded(text, lack.root);
      if (found !== undefined) problems.push({ file, path: within, at: 'value', ...said(found, lack, '') });
    }
  });
  return problems;
}

function inTemplates(
  { templates }: PlaybookSource,
  { id, source }: SourceFile<CampaignSource>,
  lack: Lack,
): (LocatedProblem & Pick<Problem, 'isWarning'>)[] {
  const used = new Set<string>();
  visitSends(source, (send) => {
    if ('template' in send && send.template !== undefined) used.add(send.template);
  });
  return templates.flatMap(({ id: template, file, source: text }) => {
    const found = used.has(template.split('.')[0] ?? template) ? findUnguarded(text, lack.root) : undefined;
    if (found === undefined) return [];
    const { line, column } = found;
    return [{ file, line, column, ...said(found, lack, ` of \`${id}\``) }];
  });
}

function visitSends(
  source: CampaignSource,
  visit: (send: SendSource, path: readonly PathStep[]) => void,
): void {
  visitSteps(source.steps, ['steps'], (step, path) => {
    if ('send' in step) visit(step.send, [...path, 'send']);
  });
}

function said(
  { name }: UnguardedVariable,
  { root, why, isCertain }: Lack,
  ofCampaign: string,
): Pick<Problem, 'message' | 'hint' | 'isWarning'> {
  const message = `\`${name}\` is of the ${root} that began the journey${ofCampaign}, and ${why}: the message would fail`;
  const hint = `guard it: \`{{ ${name} | default: '…' }}\`, or \`{% if ${root} %} … {% endif %}\` around it`;
  return { message, hint, ...(!isCertain && { isWarning: true as const }) };
}
