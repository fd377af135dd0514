import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';

type SequenceSpec = Extract<AggregateSpec, { readonly kind: 'sequence' }>;
type Match = readonly [beginning: number, completion: number];

/** Every way in which events match all steps, by trying them all; selectors are by name alone. */
export function matchesNaively(spec: SequenceSpec, events: readonly TrackingEvent[]): readonly Match[] {
  const isOf = (step: number, { name = '' }: TrackingEvent) =>
    spec.steps[step]?.of.names.includes(name) ?? false;
  const bits = (event: TrackingEvent) => spec.steps.map((_, step) => (isOf(step, event) ? 1 : 0)).join('');
  // The first step comes first: a mask of bits is compared from its last step on.
  const rank = (event: TrackingEvent) => [
    bits(event).indexOf('1'),
    Number.parseInt([...bits(event)].reverse().join(''), 2),
  ];
  const relevant = events.filter((event) => bits(event).includes('1'));
  const ordered = relevant.toSorted((a, b) => {
    const [first = 0, mask = 0] = rank(a);
    const [otherFirst = 0, otherMask = 0] = rank(b);
    return a.time - b.time || first - otherFirst || mask - otherMask;
  });
  const found: Match[] = [];
  const isQuiet = (step: number, from: number, until: number) =>
    spec.steps[step]?.kind !== 'not' || !ordered.slice(from, until).some((event) => isOf(step, event));
  const extend = (step: number, from: number, beginning: number, last: number): void => {
    const isGuarded = spec.steps[step]?.kind === 'not';
    const next = isGuarded ? step + 1 : step;
    if (next >= spec.steps.length) {
      const isInSpan = last - beginning <= (spec.spanMilliseconds ?? Number.POSITIVE_INFINITY);
      if (isInSpan && isQuiet(step, from, ordered.length)) found.push([beginning, last]);
      return;
    }
    for (const [index, event] of ordered.entries()) {
      if (index >= from && isOf(next, event) && (!isGuarded || isQuiet(step, from, index))) {
        extend(next + 1, index + 1, from === 0 ? event.time : beginning, event.time);
      }
    }
  };
  extend(0, 0, 0, 0);
  return found;
}

/** Those that no other began as late as, and was complete as early as; ascending. */
export function frontierOf(matches: readonly Match[]): readonly Match[] {
  const different = [...new Map(matches.map((match) => [match.join(), match])).values()];
  return different
    .filter(
      (match) => !different.some((other) => other !== match && other[0] >= match[0] && other[1] <= match[1]),
    )
    .sort((a, b) => a[0] - b[0]);
}
