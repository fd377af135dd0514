import type { Campaign } from '../../campaign/campaign.ts';
import { nextScheduleMoment, scheduleMoments } from '../../campaign/schedule/schedule-moments.ts';
import type { ScheduleTrigger } from '../../campaign/trigger.ts';
import { canonicalJson } from '../../event/canonical-json.ts';
import type { JsonValue } from '../../event/json.ts';
import { localClock } from '../../time/next-local-time.ts';
import type { Program } from './program.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A broadcast that went out and, by another schedule, goes out again. */
export interface ToldAgain {
  readonly campaign: string;
  /** Everybody in it gets it again. */
  readonly segment: string;
  /** Both in ISO 8601, UTC. */
  readonly wentOut: string;
  readonly again: string;
}

/**
 * Finds broadcasts that go out once more because their schedule was written otherwise: a one-time one whose moment has
 * passed and that has a later one now, and a repeated one that was told today and comes at another time of today.
 * @param before as it is deployed, with since when its schedules count
 * @param now milliseconds since the epoch
 */
export function findToldAgain(before: Program, after: Program, now: number): readonly ToldAgain[] {
  return Object.values(after.campaigns).flatMap((campaign) => {
    const former = before.campaigns[campaign.id];
    if (former === undefined || former.isPaused === true || campaign.isPaused === true) return [];
    const known = new Set(schedulesOf(former).map(asWritten));
    return schedulesOf(campaign)
      .filter((trigger) => !known.has(asWritten(trigger)))
      .flatMap(({ segment, schedule }) => {
        const again = nextScheduleMoment(schedule, now, after.timezone);
        if (again === undefined || !isActiveAt(campaign, again)) return [];
        const wentOut = lastTold(before, former, { now, again });
        if (wentOut === undefined || !mayBeginAgain(campaign, again - wentOut)) return [];
        return [{ campaign: campaign.id, segment, wentOut: iso(wentOut), again: iso(again) }];
      });
  });
}

/** The last moment at which the campaign went out and after which nobody expects it at `again`. */
function lastTold(
  { timezone, scheduledSince }: Program,
  campaign: Campaign,
  { now, again }: { readonly now: number; readonly again: number },
): number | undefined {
  const since = scheduledSince?.[campaign.id] ?? now;
  const dayOf = (moment: number) => Math.floor(localClock(moment, timezone) / DAY);
  const told = schedulesOf(campaign).flatMap(({ schedule }) => {
    const isOnce = schedule.kind === 'once';
    const after = isOnce ? since : Math.max(since, now - 2 * DAY);
    const moments = scheduleMoments(schedule, { after, upTo: now }, timezone);
    return moments.filter((moment) => isOnce || dayOf(moment) === dayOf(again));
  });
  return told.filter((moment) => isActiveAt(campaign, moment)).sort((a, b) => b - a)[0];
}

/** Whether somebody who was in the campaign so long ago may be in it once more. */
function mayBeginAgain({ frequency }: Campaign, milliseconds: number): boolean {
  if (frequency.kind === 'once') return false;
  return frequency.kind !== 'once per' || milliseconds >= frequency.milliseconds;
}

function isActiveAt({ active: { from = 0, to = Number.POSITIVE_INFINITY } = {} }: Campaign, moment: number) {
  return from <= moment && moment < to;
}

function schedulesOf({ triggers }: Campaign): readonly ScheduleTrigger[] {
  return triggers.filter((trigger) => trigger.kind === 'schedule');
}

/** Without what the playbook's zone makes of it. */
function asWritten({ segment, schedule }: ScheduleTrigger): string {
  const isLocal = schedule.kind === 'once' && schedule.clock !== undefined;
  const written = isLocal ? { clock: schedule.clock } : schedule;
  return canonicalJson({ segment, written } as unknown as JsonValue);
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
