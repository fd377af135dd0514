import { DateTime } from 'luxon';
import type { JsonObject, JsonValue } from '../../domain/event/json.ts';
import type { PlaybookStory, StoryEvent, StoryStep } from '../../domain/playbook/playbook-story.ts';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/u;

/**
 * The same story some years later, on the same date at the same time of day: quiet hours, schedules and ages are as they were.
 * @param moment milliseconds since the epoch: it begins after that
 */
export function laterStory(moment: number, story: PlaybookStory, zone: string): PlaybookStory {
  let years = 0;
  const written = DateTime.fromMillis(story.start, { zone });
  while (written.plus({ years }).toMillis() <= moment) years += 1;
  const laterMoment = (at: number) => DateTime.fromMillis(at, { zone }).plus({ years }).toMillis();
  const laterEvent = (step: StoryEvent): StoryEvent => {
    if (step.kind === 'identify') return { ...step, traits: withLaterDates(step.traits, years) };
    if (!('timestamp' in step) || step.timestamp === undefined) return step;
    return { ...step, timestamp: laterMoment(step.timestamp) };
  };
  const later = (step: StoryStep): StoryStep => {
    if (step.kind === 'at') return { ...step, at: laterMoment(step.at) };
    if (step.kind === 'batch') return { ...step, events: step.events.map(laterEvent) };
    return 'who' in step ? laterEvent(step) : step;
  };
  return { ...story, start: laterMoment(story.start), steps: story.steps.map(later) };
}

function withLaterDates(traits: JsonObject, years: number): JsonObject {
  const later = (value: JsonValue) =>
    typeof value === 'string' && ISO_DATE.test(value)
      ? DateTime.fromISO(value, { zone: 'UTC' }).plus({ years }).toISODate()
      : value;
  return Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, later(value)]));
}
