import { checkConditions } from './check-conditions.ts';
import { checkName, type Names } from './check-name.ts';
import type { SourceFile } from './playbook-source.ts';
import type { PathStep, Problem } from './problem.ts';
import type { CampaignSource, TriggerSource } from './schema/campaign-schema.ts';
import type { SendSource } from './schema/send-schema.ts';

/** A purpose that every playbook has: it ignores what marketing must heed. */
const TRANSACTIONAL = 'transactional';

/** Finds names in a campaign that nobody declared, and channels that are not set up. */
export function checkCampaign({ file, source }: SourceFile<CampaignSource>, names: Names): Problem[] {
  const problems: Problem[] = [];
  const triggers = [source.trigger].flat();
  for (const [index, trigger] of triggers.entries()) {
    if (!('segment' in trigger)) continue;
    const place = Array.isArray(source.trigger) ? ['trigger', index] : ['trigger'];
    problems.push(
      ...checkName('segment', trigger.segment, names.segments, { file, path: [...place, 'segment'] }),
    );
  }
  if (source.includeExisting === true && !triggers.some(isEntryTrigger))
    problems.push({ file, path: ['includeExisting'], at: 'key', message: NOBODY_TO_INCLUDE });
  for (const key of ['if', 'stopWhen'] as const) {
    const condition = source[key];
    if (condition === undefined) continue;
    problems.push(...checkConditions(condition, { file, path: [key], names, asker: key }));
  }
  if (source.purpose !== undefined) {
    const purposes = new Set([...names.purposes, TRANSACTIONAL]);
    problems.push(...checkName('purpose', source.purpose, purposes, { file, path: ['purpose'] }));
  }
  for (const [index, step] of source.steps.entries()) {
    if ('send' in step)
      problems.push(...checkSend(step.send, { file, path: ['steps', index, 'send'] }, names));
  }
  return problems;
}

const NOBODY_TO_INCLUDE =
  'only a trigger on entering a segment has existing members: `trigger: { segment: vip }`';

function isEntryTrigger(trigger: TriggerSource): boolean {
  return 'segment' in trigger && trigger.on !== 'exit';
}

interface Place {
  readonly file: string;
  readonly path: readonly PathStep[];
}

function checkSend(send: SendSource, place: Place, names: Names): Problem[] {
  const at = (key: string): Place => ({ file: place.file, path: [...place.path, key] });
  const missing = (message: string, hint: string): Problem => ({
    ...at('channel'),
    at: 'value',
    message,
    hint,
  });
  switch (send.channel) {
    case 'email': {
      const unknown = checkName('template', send.template, names.templates, at('template'));
      if (names.hasEmail) return unknown;
      const hint = 'add `channels: { email: { from: "Name <address>" } }` to playbook.yaml';
      return [missing('no address to send email from', hint), ...unknown];
    }
    case 'push': {
      const hint = 'add `channels: { push: { ios: arn:… } }` to playbook.yaml';
      return names.hasPush ? [] : [missing('no application to push to', hint)];
    }
    case 'webhook':
      return checkName('destination', send.destination, names.destinations, at('destination'));
    case 'staff': {
      const unknown = checkName('role', send.role, names.roles, at('role'));
      const isRendered = send.venue?.includes('{{') === true;
      if (send.venue !== undefined && !isRendered) {
        unknown.push(...checkName('venue', send.venue, names.venues, at('venue')));
      }
      if (names.venues.size > 0) return unknown;
      return [missing('no venue whose staff could be told', 'add `venues` to playbook.yaml'), ...unknown];
    }
    default:
      return [];
  }
}
