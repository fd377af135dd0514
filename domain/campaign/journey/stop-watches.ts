import type { Condition } from '../../segment/condition/condition.ts';
import { aggregatesOf, partsOf } from '../../segment/condition/find-dependencies.ts';
import type { Campaign } from '../campaign.ts';
import type { Watch } from '../contacts/contacts.ts';
import type { Journey } from './journey.ts';

/** Nobody knows how long a journey takes; its end has it forget what it looked out for. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/**
 * What may make a journey's `stopWhen` true: events that it reads, and segments that it names. Time alone tells nothing: that
 * is seen at the next look.
 */
export function stopWatches({ stopWhen }: Campaign, journey: Journey): readonly Watch[] {
  if (stopWhen === undefined) return [];
  const { profileId, journeyId, campaign, enteredAt: from } = journey;
  const watch = { kind: 'stop', profileId, journeyId, campaign, from, until: FOR_EVER } as const;
  const { aggregates, segments } = namedIn(stopWhen);
  return [
    ...aggregates.map((aggregate) => ({ ...watch, aggregate })),
    ...segments.map((segment) => ({ ...watch, segment })),
  ];
}

/** The aggregates and segments that a condition asks about, each once. */
export function namedIn(condition: Condition): {
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
