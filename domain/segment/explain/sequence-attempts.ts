import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { SequenceSpec } from '../aggregate/sequence-progress.ts';
import { compareMasks, compileSteps, positiveStepsOf, type StepMask } from '../aggregate/sequence-steps.ts';
import { compareTexts } from '../aggregate/tally.ts';

/** An event with the steps that it matches: bit i for step i. */
export interface Stepped {
  readonly event: TrackingEvent;
  readonly mask: StepMask;
}

/** How far the events came, one for each step that must happen. */
export interface Attempt {
  /** In order; never empty. */
  readonly events: readonly TrackingEvent[];
  /** What happened where a `not` stands. */
  readonly brokenBy?: TrackingEvent;
  /** All events, and longer than they may take. */
  readonly isTooLong?: true;
}

/** The events that match a step, in the order in which the sequence is read. */
export function steppedEvents(
  spec: SequenceSpec,
  events: readonly TrackingEvent[],
  zone: string,
): readonly Stepped[] {
  const maskOf = compileSteps(spec.steps, zone);
  return events
    .map((event) => ({ event, mask: maskOf(event) }))
    .filter(({ mask }) => mask !== 0)
    .sort(
      (a, b) =>
        a.event.time - b.event.time ||
        compareMasks(a.mask, b.mask) ||
        compareTexts(a.event.messageId, b.event.messageId),
    );
}

/**
 * Goes through the events as the aggregate of a sequence does (see `sequence-progress.ts`), remembering which they were.
 * @returns the attempts that are open, complete, broken or took too long
 */
export function findAttempts(spec: SequenceSpec, stepped: readonly Stepped[]): readonly Attempt[] {
  const steps = positiveStepsOf(spec.steps);
  const { spanMilliseconds = Number.POSITIVE_INFINITY } = spec;
  const open: (Attempt | undefined)[] = steps.map(() => undefined);
  let complete: Attempt[] = [];
  const over: Attempt[] = [];

  const breakAt = (place: number, event: TrackingEvent): void => {
    const broken =
      place === steps.length - 1 ? complete : [open[place]].filter((attempt) => attempt !== undefined);
    for (const attempt of broken) over.push({ ...attempt, brokenBy: event });
    if (place === steps.length - 1) complete = [];
    else open[place] = undefined;
  };
  const goOn = (place: number, event: TrackingEvent, before: Attempt | undefined): void => {
    if (place > 0 && before === undefined) return;
    const events = [...(before?.events ?? []), event];
    if (place < steps.length - 1) {
      open[place] = laterBegun(open[place], { events });
    } else if (event.time - (events[0] ?? event).time > spanMilliseconds) {
      over.push({ events, isTooLong: true });
    } else {
      complete.push({ events });
    }
  };

  const lastFirst = [...steps.entries()].reverse();
  for (const { event, mask } of stepped) {
    for (const [place, step] of lastFirst) {
      // What came before is as it was without this event: it may go on from what it itself breaks.
      const before = open[place - 1];
      if ((mask & step.guard) !== 0) breakAt(place, event);
      if ((mask & step.bit) !== 0) goOn(place, event, before);
    }
  }
  return [...over, ...open.filter((attempt) => attempt !== undefined), ...complete];
}

function laterBegun(a: Attempt | undefined, b: Attempt): Attempt {
  return a !== undefined && beginningOf(a) >= beginningOf(b) ? a : b;
}

export function beginningOf({ events }: Attempt): number {
  return events[0]?.time ?? Number.NEGATIVE_INFINITY;
}

export function completionOf({ events }: Attempt): number {
  return events.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
}
