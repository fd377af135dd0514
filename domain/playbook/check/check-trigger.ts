import type { PathStep, Problem } from '../problem/problem.ts';
import type { EventTriggerSource, TriggerSource } from '../schema/trigger-schema.ts';
import { checkConditions } from './check-conditions.ts';
import { checkName, type Names } from './check-name.ts';

interface Place {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
}

/** Finds segments in a trigger that there are none of, and parts that do not go together. */
export function checkTrigger(trigger: TriggerSource, place: Place): Problem[] {
  const { file, path, names } = place;
  if ('segment' in trigger)
    return checkName('segment', trigger.segment, names.segments, { file, path: [...path, 'segment'] });
  return 'event' in trigger ? checkEventTrigger(trigger, place) : checkDateTrigger(trigger.date, place);
}

/** A date is named by its trait: a path that begins as in texts, or a day itself, is probably none. */
function checkDateTrigger(date: string, { file, path }: Place): Problem[] {
  const warn = (message: string, hint: string): Problem[] => [
    { file, path: [...path, 'date'], at: 'value', message, hint, isWarning: true },
  ];
  if (/^\d{4}-\d{2}-\d{2}/u.test(date))
    return warn(
      `\`date\` names a trait, and \`${date}\` is a day`,
      `for a day write \`{ segment: …, schedule: { at: ${date.slice(0, 10)}T10:00 } }\``,
    );
  const trait = /^(?:profile|traits|profile\.traits)\.(.+)$/u.exec(date)?.[1];
  if (trait === undefined) return [];
  return warn(`\`date\` names a trait, and \`${date}\` is a path of texts`, `did you mean \`${trait}\`?`);
}

/** What it counts is a condition of which the event must be a part. */
function checkEventTrigger(trigger: EventTriggerSource, place: Place): Problem[] {
  const { event, where, matching, since, every } = trigger;
  const problems = checkConditions({ event, where, matching, since }, { ...place, asker: 'trigger' });
  if (every === undefined || matching === undefined) return problems;
  const problem = { file: place.file, path: [...place.path, 'every'], at: 'value' as const };
  const hint = 'leave one of the two out';
  return [...problems, { ...problem, message: '`every` goes without `matching`', hint }];
}
