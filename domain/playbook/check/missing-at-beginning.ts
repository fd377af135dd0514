import { type Declared, turnsByTime } from '../loop/turns-by-time.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import type { TriggerSource } from '../schema/trigger-schema.ts';

/** Why what texts speak of may not be there. */
export interface Missing {
  readonly why: string;
  /** Whether it is missing whenever that trigger begins a journey. */
  readonly isCertain: boolean;
}

/** Whether journeys of a campaign may begin with no event behind them; the surest reason. */
export function findEventless(source: CampaignSource, declared: Declared): Missing | undefined {
  const triggers = [source.trigger].flat();
  const certain = triggers.map(eventlessKind).find((kind) => kind !== undefined);
  if (certain !== undefined) return { why: `with \`${certain}\` there is none`, isCertain: true };
  const included = source.includeExisting === true ? triggers.find(isEntered) : undefined;
  if (included !== undefined)
    return { why: `for who is in \`${included.segment}\` already there is none`, isCertain: false };
  const moved = triggers.map((trigger) => movedByTime(trigger, declared)).find((why) => why !== undefined);
  return moved === undefined ? undefined : { why: moved, isCertain: false };
}

/** Whether journeys of a campaign begin with no segment that the guest entered, left or is in. */
export function findSegmentless({ trigger }: CampaignSource): Missing | undefined {
  const other = [trigger].flat().find((each) => !('segment' in each));
  if (other === undefined) return undefined;
  return { why: `with \`${'event' in other ? 'event' : 'date'}\` there is none`, isCertain: true };
}

/** A trigger with no event behind it, by its key. */
export function eventlessKind(trigger: TriggerSource): 'schedule' | 'date' | undefined {
  if ('date' in trigger) return 'date';
  return 'segment' in trigger && trigger.schedule !== undefined ? 'schedule' : undefined;
}

type SegmentTrigger = Extract<TriggerSource, { segment: string }>;

function isEntered(trigger: TriggerSource): trigger is SegmentTrigger {
  return 'segment' in trigger && trigger.schedule === undefined && trigger.on !== 'exit';
}

function movedByTime(trigger: TriggerSource, declared: Declared): string | undefined {
  if (!('segment' in trigger)) return undefined;
  const { segment } = trigger;
  const { up, down } = turnsByTime({ segment }, declared);
  if (trigger.on === 'exit')
    return down ? `who leaves \`${segment}\` because time passed has none` : undefined;
  return up ? `who enters \`${segment}\` because time passed has none` : undefined;
}
