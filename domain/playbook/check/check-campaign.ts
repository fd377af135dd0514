import { isGuestChannel } from '../../campaign/channel.ts';
import { TRANSACTIONAL } from '../../campaign/purpose.ts';
import { beginningOf, endOf } from '../compile/compile-clock.ts';
import { ONCE_PER_VISIT } from '../compile/compile-frequency.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { readShare } from '../schema/guest-condition-schemas.ts';
import type { TriggerSource } from '../schema/trigger-schema.ts';
import { checkConditions } from './check-conditions.ts';
import { checkMeasured } from './check-measured.ts';
import { checkName, type Names } from './check-name.ts';
import { checkSteps } from './check-steps.ts';
import { checkTrigger } from './check-trigger.ts';
import { eventlessKind } from './missing-at-beginning.ts';

/** Finds names in a campaign that nobody declared, channels that are not set up, and what does not go together. */
export function checkCampaign(
  { file, source }: SourceFile<CampaignSource>,
  names: Names,
  zone: string,
): Problem[] {
  const triggers = [source.trigger].flat();
  const eventless = triggers.map(eventlessKind).find((kind) => kind !== undefined);
  return [
    ...triggers.flatMap((trigger, index) => {
      const path = Array.isArray(source.trigger) ? ['trigger', index] : ['trigger'];
      return checkTrigger(trigger, { file, path, names });
    }),
    ...checkJourneys(file, source, names),
    ...checkAudience(file, source, names, zone),
    ...checkMeasured({ file, source }),
    ...checkSteps(source.steps, { file, path: ['steps'], names, eventless }),
  ];
}

function checkJourneys(file: string, source: CampaignSource, names: Names): Problem[] {
  const problems = (['if', 'stopWhen'] as const).flatMap((key) => {
    const condition = source[key];
    return condition === undefined
      ? []
      : checkConditions(condition, { file, path: [key], names, asker: key });
  });
  if (source.includeExisting === true && ![source.trigger].flat().some(isEntryTrigger)) {
    const message = 'only a trigger on entering a segment has existing members: `trigger: { segment: vip }`';
    problems.push({ file, path: ['includeExisting'], at: 'key', message });
  }
  if (source.frequency === ONCE_PER_VISIT && !names.hasVisit) {
    const hint = 'add `visit: { begins: [Checked In], endsAfter: 4 hours }` to playbook.yaml';
    problems.push(refusal(file, ['frequency'], '`once per visit`, and nobody says what a visit is', hint));
  }
  return problems;
}

/** What is asked of a channel stands beside the purposes, and is none. */
function withoutChannels(purposes: readonly string[]): ReadonlySet<string> {
  return new Set(purposes.filter((purpose) => !isGuestChannel(purpose)));
}

function isEntryTrigger(trigger: TriggerSource): boolean {
  return 'segment' in trigger && trigger.on !== 'exit' && trigger.schedule === undefined;
}

function checkAudience(file: string, source: CampaignSource, names: Names, zone: string): Problem[] {
  const { purpose, holdout, active } = source;
  const problems: Problem[] = [];
  if (purpose !== undefined) {
    const isKnown = names.purposes.has(purpose);
    const known = isKnown ? names.purposes : withoutChannels([...names.purposes, TRANSACTIONAL]);
    problems.push(...checkName('purpose', purpose, known, { file, path: ['purpose'] }));
  }
  if (purpose === TRANSACTIONAL && holdout !== undefined) {
    const message = 'nobody is held out of what is `transactional`: they would miss what they need';
    problems.push(refusal(file, ['holdout'], message, 'leave `holdout` out'));
  }
  if (holdout !== undefined && readShare(holdout) === 1) {
    const hint = 'write a smaller share, or `paused: true` for a campaign that is to rest';
    const message = 'everybody is held out: nobody is ever sent anything';
    problems.push({ ...refusal(file, ['holdout'], message, hint), isWarning: true });
  }
  const { from, to } = active ?? {};
  if (from !== undefined && to !== undefined && beginningOf(from, zone) >= endOf(to, zone)) {
    const message = `\`active\` ends before it begins, ${from}`;
    problems.push(refusal(file, ['active', 'to'], message, 'write a later day'));
  }
  return problems;
}

function refusal(file: string, path: readonly PathStep[], message: string, hint: string): Problem {
  return { file, path, at: 'value', message, hint };
}
