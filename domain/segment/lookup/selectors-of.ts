import type { AggregateSpec, EventSelector, Opening } from '../aggregate/aggregate-spec.ts';

/** The events that an aggregate looks at: one that none of these selects leaves its state as it is, at every moment. */
export function selectorsOf(spec: AggregateSpec): readonly EventSelector[] {
  switch (spec.kind) {
    case 'times':
    case 'measure':
    case 'recent':
    case 'first':
    case 'last':
    case 'top':
      return [spec.of];
    case 'times-since':
      return [spec.of, spec.since];
    case 'measure-since':
      return [spec.of, ...selectorsOfOpening(spec.since)];
    case 'sequence':
      return spec.steps.map(({ of }) => of);
    case 'matching':
      return [spec.of, spec.with];
    case 'presence':
      return [{ names: ['Beacon Entered', 'Beacon Left'], where: [] }];
    case 'visit':
      return [spec.visit.begins];
    case 'grants':
      return [selectorOfOffer(spec.offer)];
    case 'entry':
      return [];
  }
}

function selectorsOfOpening(since: Opening): readonly EventSelector[] {
  switch (since.kind) {
    case 'event':
      return [since.of];
    case 'visit':
      return [since.visit.begins];
    case 'entry':
      return [];
  }
}

function selectorOfOffer(offer: string): EventSelector {
  const isOffer = { tests: [{ op: 'is' as const, value: offer }], ignoreCase: false };
  return { names: ['Offer Granted', 'Offer Redeemed'], where: [{ path: ['offer'], matcher: isOffer }] };
}
