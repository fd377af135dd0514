import type { Campaign } from '../campaign.ts';
import type { Watch } from '../contacts/contacts.ts';
import { withoutWatches } from '../contacts/watches.ts';
import { isAnswerable } from '../journey/answerable.ts';
import type { Journey } from '../journey/journey.ts';
import { holdsAsBegun } from '../journey/journey-conditions.ts';
import {
  goOn,
  type Progress,
  type StepInput,
  type StepOutcome,
  traced,
  waitUntil,
} from '../journey/progress.ts';
import type { WaitForEventStep } from '../step.ts';

/**
 * Waits until something has happened since the journey began, or for so long. Where it happened before the journey came
 * here, nothing is waited for. What comes ends the wait now; a wait whose time is over ended when it was due. What the
 * present playbook no longer maintains never comes.
 */
export function runWaitForEvent(
  input: StepInput,
  progress: Progress,
  step: WaitForEventStep,
  place: number,
): StepOutcome {
  const { now } = input;
  const { journey } = progress;
  const isKnown = isAnswerable(input, step.until);
  const hasCome = isKnown && holdsAsBegun({ ...input, journey }, step.until);
  if (journey.awaits !== step.id) {
    if (hasCome)
      return goOn(traced(progress, now, `step ${step.id}: what it waits for had come`, { step: step.id }));
    const unknown = `step ${step.id}: the present playbook cannot tell whether what it waits for comes`;
    return beginWait(isKnown ? progress : traced(progress, now, unknown), input, step, place);
  }
  const isDue = journey.dueAt !== null && journey.dueAt <= now;
  if (!hasCome && !isDue) return { kind: 'nothing due' };
  return endWait(
    progress,
    now,
    `step ${step.id}: ${hasCome ? 'what it waited for came' : 'waited its time'}`,
  );
}

function beginWait(
  progress: Progress,
  { now }: StepInput,
  step: WaitForEventStep,
  place: number,
): StepOutcome {
  const until = progress.since + step.atMostMilliseconds;
  const what = `step ${step.id}: waits for an event, at most until ${new Date(until).toISOString()}`;
  const waiting = traced(progress, now, what, { step: step.id });
  return waitUntil({ ...waiting, journey: { ...waiting.journey, awaits: step.id } }, place, until);
}

/** What a journey looks out for while it waits for an event. */
export function waitWatches({ steps }: Campaign, journey: Journey): readonly Watch[] {
  const { profileId, journeyId, campaign, enteredAt: from, awaits, dueAt: until } = journey;
  const step = steps.find(({ id }) => id === awaits);
  if (step?.kind !== 'wait for event' || until === null) return [];
  return step.aggregates.map((aggregate) => {
    return { kind: 'wait', profileId, journeyId, campaign, aggregate, from, until };
  });
}

function endWait(progress: Progress, now: number, what: string): StepOutcome {
  const { awaits: _awaits, ...journey } = progress.journey;
  return goOn(
    traced({ ...progress, journey, contacts: withoutWatches(progress.contacts, journey, 'wait') }, now, what),
  );
}
