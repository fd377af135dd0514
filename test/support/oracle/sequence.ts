import { lengthOf } from './values.ts';
import { isMeant, type ToldEvent, type World } from './world.ts';
import type { WrittenMapping, WrittenSelector, WrittenStep } from './written.ts';

const REMEMBERED_MATCHES = 32;

/** An event with the places of the steps that mean it. */
interface Stepped {
  readonly event: ToldEvent;
  readonly places: readonly number[];
}

/** The events that a sequence speaks of, in the order in which it takes them: of one time the earlier step first. */
function inOrder(world: World, steps: readonly WrittenStep[], now: number): Stepped[] {
  const maskOf = ({ places }: Stepped) => places.reduce((mask, place) => mask + 2 ** place, 0);
  return world.events
    .filter(({ time }) => time <= now)
    .map((event) => ({
      event,
      places: steps.flatMap((step, place) => (isMeant(world, selectorOf(step), event) ? [place] : [])),
    }))
    .filter(({ places }) => places.length > 0)
    .sort(
      (a, b) =>
        a.event.time - b.event.time ||
        (a.places[0] ?? 0) - (b.places[0] ?? 0) ||
        maskOf(a) - maskOf(b) ||
        (a.event.messageId < b.event.messageId ? -1 : 1),
    );
}

function selectorOf(step: WrittenStep): WrittenSelector {
  return 'not' in step ? step.not : step;
}

/** Steps in order, with nothing forbidden between: found by trying every choice of events. */
export function sequenceHolds(world: World, written: WrittenMapping, now: number): boolean {
  const steps = written.sequence ?? [];
  const events = inOrder(world, steps, now);
  const positive = steps.flatMap((step, place) => ('not' in step ? [] : [place]));
  doubtManyMatches(world, written, events, positive.at(-1) ?? 0);
  const isClear = (place: number, from: number, to: number) =>
    !events.slice(from + 1, to).some(({ places }) => places.includes(place));
  /** Nothing that the `not` before, or after, a step forbids lies between two events. */
  const gapIsClear = (place: number, from: number, to: number) => {
    const step = steps[place];
    return step === undefined || !('not' in step) || isClear(place, from, to);
  };
  const extend = (chosen: readonly number[]): boolean => {
    const place = positive[chosen.length];
    const last = chosen.at(-1) ?? -1;
    if (place === undefined) {
      return (
        gapIsClear((positive.at(-1) ?? 0) + 1, last, events.length) &&
        timesHold(world, written, pick(chosen), now)
      );
    }
    return events.some(
      ({ places }, index) =>
        index > last &&
        places.includes(place) &&
        (chosen.length === 0 || gapIsClear(place - 1, last, index)) &&
        extend([...chosen, index]),
    );
  };
  const pick = (chosen: readonly number[]) => chosen.flatMap((index) => events[index]?.event.time ?? []);
  return extend([]);
}

/** Where a journey's beginning decides, so many matches are remembered that were not quiet for long enough yet. */
function doubtManyMatches(
  world: World,
  written: WrittenMapping,
  events: readonly Stepped[],
  last: number,
): void {
  if (quietTime(written.sequence?.at(-1)) === undefined || startOf(world, written) === -Infinity) return;
  const completions = events.filter(({ places }) => places.includes(last)).map(({ event }) => event.time);
  if (new Set(completions).size >= REMEMBERED_MATCHES) world.doubt.isRaised = true;
}

/** Whether a match lies where the window, the span and the `for` of the last `not` ask it to. */
function timesHold(world: World, written: WrittenMapping, times: readonly number[], now: number): boolean {
  const first = times[0] ?? NaN;
  const last = times.at(-1) ?? NaN;
  const { span, within } = written;
  const quiet = quietTime(written.sequence?.at(-1));
  const after = startOf(world, written);
  return (
    (span === undefined || last - first <= lengthOf(span)) &&
    (within === undefined || first > now - lengthOf(String(within))) &&
    (quiet === undefined || now >= last + lengthOf(quiet)) &&
    first > after
  );
}

function startOf({ journey }: World, { since }: WrittenMapping): number {
  const isAsked = since === 'entry' || journey?.isClock === true;
  return isAsked ? (journey?.entryAt ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
}

/** How long nothing may have followed, said beside the `not` or within it. */
export function quietTime(step: WrittenStep | undefined): string | undefined {
  return step !== undefined && 'not' in step ? (step.for ?? step.not.for) : undefined;
}
