import type { Condition } from '../segment/condition/condition.ts';
import { aggregatesOf, partsOf } from '../segment/condition/find-dependencies.ts';
import type { Campaign } from './campaign.ts';
import { MAXIMUM_WATCHES, type Watch } from './contacts.ts';
import { type Progress, traced } from './progress.ts';
import { withWatches } from './watches.ts';

/** Nobody knows how long a journey takes; its end has it forget what it looked out for. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/**
 * Has a journey that has just begun, and waits, told of what may make its `stopWhen` true: events that it reads, and segments
 * that it names. Time alone tells nothing: that is seen at the next look.
 */
export function watchStop({ stopWhen }: Campaign, progress: Progress, now: number): Progress {
  const { journey, contacts } = progress;
  if (stopWhen === undefined || journey.revision > 0 || journey.status === 'ended') return progress;
  const { profileId, journeyId, campaign, enteredAt: from } = journey;
  const watch = { kind: 'stop', profileId, journeyId, campaign, from, until: FOR_EVER } as const;
  const { aggregates, segments } = namedIn(stopWhen);
  const added: readonly Watch[] = [
    ...aggregates.map((aggregate) => ({ ...watch, aggregate })),
    ...segments.map((segment) => ({ ...watch, segment })),
  ];
  if (added.length === 0) return progress;
  // What others wait for must not give way to what is asked at each look anyway.
  const isFull = (contacts.watches?.length ?? 0) + added.length > MAXIMUM_WATCHES;
  return isFull
    ? traced(progress, now, 'stopWhen is asked at its looks alone: the guest has too many journeys')
    : { ...progress, contacts: withWatches(contacts, journey, added) };
}

function namedIn(condition: Condition): {
  readonly aggregates: readonly string[];
  readonly segments: readonly string[];
} {
  const parts = partsOf(condition).map(namedIn);
  const own = condition.kind === 'segment' ? [condition.segment] : [];
  return {
    aggregates: [...new Set([...aggregatesOf(condition), ...parts.flatMap(({ aggregates }) => aggregates)])],
    segments: [...new Set([...own, ...parts.flatMap(({ segments }) => segments)])],
  };
}
