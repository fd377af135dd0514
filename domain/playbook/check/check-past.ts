import { beginningOf, endOf } from '../compile/compile-clock.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';

/** Warns of what was to happen once, or up to a day, and is past. @param now milliseconds since the epoch; without it nothing is past */
export function checkPast(campaign: SourceFile<CampaignSource>, zone: string, now?: number): Problem[] {
  return now === undefined ? [] : [...checkSchedules(campaign, zone, now), ...checkEnd(campaign, zone, now)];
}

function checkSchedules({ file, source }: SourceFile<CampaignSource>, zone: string, now: number): Problem[] {
  return [source.trigger].flat().flatMap((trigger, index) => {
    const schedule = 'schedule' in trigger ? trigger.schedule : undefined;
    if (schedule === undefined || schedule.every !== undefined) return [];
    if (beginningOf(schedule.at, zone) > now) return [];
    const path = [...(Array.isArray(source.trigger) ? ['trigger', index] : ['trigger']), 'schedule', 'at'];
    const message = `${schedule.at} is past, and it comes once: a deploy now begins no journey`;
    const hint = 'write a later moment; what has been sent already may stay as it is';
    return [{ file, path, at: 'value' as const, message, hint, isWarning: true as const }];
  });
}

function checkEnd({ file, source }: SourceFile<CampaignSource>, zone: string, now: number): Problem[] {
  const to = source.active?.to;
  if (to === undefined || endOf(to, zone) > now) return [];
  const message = `${to} is past: a deploy now begins no journey`;
  const hint = 'write a later day, or leave `to` out; what has been sent already may stay as it is';
  return [{ file, path: ['active', 'to'], at: 'value', message, hint, isWarning: true }];
}
