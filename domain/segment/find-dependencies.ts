import type { Program } from '../playbook/program.ts';
import type { Condition, EventCondition } from './condition.ts';

/** What a condition asks about, so that it is evaluated again only when that changes. */
export interface Dependencies {
  /** Ids of aggregates, those of computed traits included. */
  readonly aggregates: ReadonlySet<string>;
  /** Names of sent traits: the first step of their paths. */
  readonly traits: ReadonlySet<string>;
  /** Purposes and channels. */
  readonly consent: ReadonlySet<string>;
  /** Ids of segments. */
  readonly segments: ReadonlySet<string>;
}

/** Collects what a condition asks about, through all that it is made of. */
export function findDependencies(
  condition: Condition,
  computedTraits: Program['computedTraits'],
): Dependencies {
  const found = {
    aggregates: new Set<string>(),
    traits: new Set<string>(),
    consent: new Set<string>(),
    segments: new Set<string>(),
  };
  const visit = (part: Condition): void => {
    switch (part.kind) {
      case 'everyone':
        return;
      case 'all':
      case 'any':
        for (const child of part.of) visit(child);
        return;
      case 'not':
        visit(part.of);
        return;
      case 'event':
        visitEvent(part);
        return;
      case 'trait':
        visitTrait(part.path[0] ?? '');
        return;
      case 'segment':
        found.segments.add(part.segment);
        return;
      case 'consent':
        found.consent.add(part.purpose);
    }
  };
  const visitEvent = ({ aggregate, since }: EventCondition): void => {
    found.aggregates.add(aggregate);
    if (since?.kind === 'event') found.aggregates.add(since.aggregate);
    if (since?.kind === 'segment') found.segments.add(since.segment);
  };
  const visitTrait = (name: string): void => {
    const computed = Object.hasOwn(computedTraits, name) ? computedTraits[name] : undefined;
    if (computed === undefined) {
      found.traits.add(name);
      return;
    }
    found.aggregates.add(computed.aggregate);
    if (computed.minus !== undefined) found.aggregates.add(computed.minus);
  };
  visit(condition);
  return found;
}
