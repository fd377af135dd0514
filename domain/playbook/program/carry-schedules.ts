import type { Campaign } from '../../campaign/campaign.ts';
import { scheduleMoments } from '../../campaign/schedule/schedule-moments.ts';
import type { ScheduleTrigger } from '../../campaign/trigger.ts';
import type { Deployed, Deployment, FormerSchedules } from './deployment.ts';
import type { Program } from './program.ts';

/** What was missed by more than this begins nothing, so it need not be remembered. */
const REMEMBERED_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Decides after which moment each campaign's schedules count. Those that a campaign had before go on counting, so that a deploy
 * just after a moment, or a rollback and forth, leaves none out; what only now is asked for is not made up for.
 * @param before what is active until now
 * @param now the moment of the deploy
 */
export function carrySchedules(
  program: Program,
  before: Deployed | undefined,
  now: number,
): Pick<Deployment, 'scheduledSince' | 'formerSchedules'> {
  const present = presentSchedules(before, now);
  const former = before?.deployment?.formerSchedules ?? {};
  const scheduledSince: Record<string, number> = {};
  const formerSchedules: Record<string, FormerSchedules> = {};
  for (const campaign of Object.values(program.campaigns)) {
    const triggers = schedulesOf(campaign);
    if (triggers.length === 0) continue;
    const asked = { triggers, zone: program.timezone };
    const continued = [present[campaign.id], former[campaign.id]].filter(
      (one) => one !== undefined && isWithin(asked, one, now),
    );
    scheduledSince[campaign.id] = Math.min(now, ...continued.map((one) => one?.since ?? now));
  }
  for (const [id, schedules] of [...Object.entries(former), ...Object.entries(present)]) {
    const goesOn = (scheduledSince[id] ?? now) < now && schedules === present[id];
    if (!goesOn && schedules.until > now - REMEMBERED_MILLISECONDS) formerSchedules[id] = schedules;
  }
  return { scheduledSince, formerSchedules };
}

/** The schedules of what is active until now, by campaign. */
function presentSchedules(before: Deployed | undefined, now: number): Record<string, FormerSchedules> {
  if (before === undefined) return {};
  const { program, deployment } = before;
  const schedules = Object.values(program.campaigns).flatMap((campaign) => {
    const triggers = schedulesOf(campaign);
    const since = deployment?.scheduledSince[campaign.id];
    if (triggers.length === 0 || since === undefined) return [];
    return [[campaign.id, { since, until: now, zone: program.timezone, triggers }] as const];
  });
  return Object.fromEntries(schedules);
}

/** Whether all that would be told late of these schedules would have been told in time by the former ones. */
function isWithin(
  { triggers, zone }: Pick<FormerSchedules, 'triggers' | 'zone'>,
  former: FormerSchedules,
  now: number,
): boolean {
  const after = Math.max(former.since, now - REMEMBERED_MILLISECONDS);
  const known = new Set(momentsOf(former.triggers, { after, upTo: former.until }, former.zone));
  return momentsOf(triggers, { after, upTo: now }, zone).every((moment) => known.has(moment));
}

/** What is told to whom, and when, each as a text. */
function momentsOf(
  triggers: readonly ScheduleTrigger[],
  span: { readonly after: number; readonly upTo: number },
  zone: string,
): readonly string[] {
  return triggers.flatMap(({ segment, schedule }) =>
    scheduleMoments(schedule, span, zone).map((moment) => `${segment} ${moment}`),
  );
}

function schedulesOf({ triggers }: Campaign): readonly ScheduleTrigger[] {
  return triggers.filter((trigger) => trigger.kind === 'schedule');
}
