import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { calledEvent } from '../../segment/explain/describe-event.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { describeSelector } from '../../segment/explain/describe-matcher.ts';
import { type Explanation, explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { findEvidenceOf } from '../../segment/explain/find-evidence.ts';
import { nextScheduleMoment } from '../schedule/schedule-moments.ts';
import type { EventTrigger, ScheduleTrigger, SegmentTrigger, Trigger } from '../trigger.ts';
import { describeLateness, describeSchedule } from './describe-campaign.ts';
import { explainDate } from './explain-date.ts';

/**
 * What a trigger asks of a guest, as the API shows it: whether it is so now (a segment's member, an event that came, a
 * date that is known), and of a schedule or a date `next`, when it comes.
 */
export function explainTrigger(
  active: ActiveProgram,
  trigger: Trigger,
  guest: ExplainedGuest,
): Record<string, unknown> {
  switch (trigger.kind) {
    case 'segment':
      return explainSegmentTrigger(active, trigger, guest);
    case 'event':
      return explainEventTrigger(active, trigger, guest);
    case 'schedule':
      return explainSchedule(active, trigger, guest);
    case 'date':
      return explainDate(active, trigger, guest);
  }
}

function explainSegmentTrigger(
  active: ActiveProgram,
  { segment, on }: SegmentTrigger,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const explained = explain(active, { kind: 'segment', segment }, guest);
  return describeExplanation({ ...explained, asked: `on ${on}: ${explained.asked}` });
}

function explainEventTrigger(
  active: ActiveProgram,
  trigger: EventTrigger,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const { of, counted, every } = trigger;
  const behind = findEvidenceOf(active, of, guest.events);
  const asked = [
    calledEvent(describeSelector(of)),
    ...(every === undefined ? [] : [`every ${every.times} of them`]),
    ...describeLateness(trigger),
  ];
  const explained = describeExplanation({
    kind: 'event',
    asked: asked.join(', '),
    holds: behind.length > 0,
    ...(behind.length > 0 && { events: behind }),
    parts: counted === undefined ? [] : [explain(active, counted, guest)],
  });
  if (every === undefined) return explained;
  const { times, aggregate } = every;
  const value = active.aggregates.get(aggregate)?.value(guest.profile.aggregates[aggregate], guest.now);
  const count = typeof value === 'number' ? value : 0;
  return { ...explained, every: { times, count, missing: times - (count % times) } };
}

function explainSchedule(
  active: ActiveProgram,
  { segment, schedule }: ScheduleTrigger,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const member = explain(active, { kind: 'segment', segment }, guest);
  const next = nextScheduleMoment(schedule, guest.now, active.program.timezone);
  const asked = `${describeSchedule(schedule)}, who is in segment ${segment} then`;
  return {
    kind: 'schedule',
    asked,
    holds: member.holds,
    next: iso(next),
    parts: [describeExplanation(member)],
  };
}

function explain(active: ActiveProgram, condition: Condition, guest: ExplainedGuest): Explanation {
  return explainCondition(active, condition, guest.profile, guest.now, undefined, guest.events);
}

function iso(moment: number | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString();
}
