import type { Campaign, Frequency } from '../campaign/campaign.ts';
import type { MessageContent } from '../campaign/message-content.ts';
import type { Step } from '../campaign/step.ts';
import type { Trigger } from '../campaign/trigger.ts';
import { compileCondition } from './compile-condition.ts';
import type { ConditionScope, PlaybookScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';
import { milliseconds } from './milliseconds.ts';
import type { SourceFile } from './playbook-source.ts';
import type { CampaignSource, StepSource, TriggerSource } from './schema/campaign-schema.ts';
import type { ConditionSource } from './schema/condition-schema.ts';
import type { SendSource } from './schema/send-schema.ts';

const DEFAULT_PURPOSE = 'marketing';
const ONCE_PER = 'once per ';

/**
 * Compiles a campaign. `if` sees all history; `stopWhen` counts what happens after the journey began, unless an
 * event condition says since when.
 */
export function compileCampaign({ id, source }: SourceFile<CampaignSource>, scope: PlaybookScope): Campaign {
  const triggers = [source.trigger].flat().map((trigger) => compileTrigger(trigger, scope.zone));
  const compile = (condition: ConditionSource, clock: ConditionScope['clock']) =>
    compileCondition(condition, { ...scope, salt: id, clock });
  return {
    id,
    name: source.name ?? id,
    triggers,
    ...(source.if !== undefined && { if: compile(source.if, 'history') }),
    steps: source.steps.map((step, index) => compileStep(step, String(index + 1), source.purpose)),
    ...(source.stopWhen !== undefined && { stopWhen: compile(source.stopWhen, 'journey') }),
    frequency: compileFrequency(source.frequency, triggers),
    purpose: source.purpose ?? DEFAULT_PURPOSE,
    ...(source.includeExisting === true && { includeExisting: true as const }),
  };
}

function compileTrigger(source: TriggerSource, zone: string): Trigger {
  if ('segment' in source) return { kind: 'segment', segment: source.segment, on: source.on ?? 'entry' };
  return { kind: 'event', of: compileSelector(source, zone) };
}

function compileStep(source: StepSource, id: string, purpose: string | undefined): Step {
  if ('wait' in source) return { kind: 'wait', id, milliseconds: milliseconds(source.wait) };
  return {
    kind: 'send',
    id,
    contents: [compileContent(source.send)],
    ...(purpose !== undefined && { purpose }),
  };
}

function compileContent(send: SendSource): MessageContent {
  switch (send.channel) {
    case 'email':
      return { channel: send.channel, template: send.template, subject: send.subject };
    case 'sms':
      return { channel: send.channel, text: send.text };
    case 'push': {
      const { channel, title, body, link } = send;
      return { channel, title, body, ...(link !== undefined && { link }) };
    }
    case 'webhook': {
      const { channel, destination, body, type } = send;
      return { channel, destination, body, ...(type !== undefined && { type }) };
    }
    case 'staff': {
      const { channel, role, message, venue } = send;
      return { channel, role, message, ...(venue !== undefined && { venue }) };
    }
  }
}

/** Without a word, a segment's campaign runs once and an event's every time. */
function compileFrequency(source: string | undefined, triggers: readonly Trigger[]): Frequency {
  if (source === undefined) {
    return { kind: triggers.some((trigger) => trigger.kind === 'segment') ? 'once' : 'every time' };
  }
  if (source === 'once' || source === 'every time') return { kind: source };
  return { kind: 'once per', milliseconds: milliseconds(source.slice(ONCE_PER.length)) };
}
