import type { JsonValue } from '../../event/json.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import { wasTold } from '../../profile/date-memory.ts';
import { ask } from '../../segment/condition/evaluate-condition.ts';
import { traitValues } from '../../segment/condition/evaluate-trait.ts';
import { describeValue } from '../../segment/explain/describe-value.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { guestZone } from '../../time/guest-zone.ts';
import { isDate, nextDate } from '../schedule/date-trigger.ts';
import type { DateTrigger } from '../trigger.ts';
import { describeBefore, describeClockTime } from './describe-campaign.ts';

/**
 * What a date trigger makes of a guest, as the API shows it: whether their date is known, the day that it tells of next, when
 * (`next`) and by which clock; of none `why` says what is missing.
 */
export function explainDate(
  active: ActiveProgram,
  trigger: DateTrigger,
  { profile, now }: ExplainedGuest,
): Record<string, unknown> {
  const { path, isYearly, before, at } = trigger;
  const values = traitValues(ask(active, profile, now), { path });
  const zone = guestZone(profile, active.program);
  const key = active.dates.triggers.find((other) => other.trigger === trigger)?.key ?? '';
  const next = nextDate(trigger, values, zone, now, (name) => wasTold(profile.dateMemory, key, name));
  const why = missingOf(path.join('.'), values, zone);
  const asked = [
    `date ${path.join('.')}`,
    ...(isYearly ? ['yearly'] : []),
    ...describeBefore(before),
    `at ${describeClockTime(at)}`,
  ];
  return {
    kind: 'date',
    asked: asked.join(', '),
    holds: why === undefined,
    date: next?.date ?? values[0] ?? null,
    next: next === undefined ? null : new Date(next.at).toISOString(),
    ...(why !== undefined && { why }),
    zone,
    parts: [],
  };
}

function missingOf(trait: string, values: readonly JsonValue[], zone: string): string | undefined {
  const [first] = values;
  if (first === undefined) return `the guest has no trait ${trait}`;
  return values.some((value) => isDate(value, zone))
    ? undefined
    : `trait ${trait} is no date: ${describeValue(first)}`;
}
