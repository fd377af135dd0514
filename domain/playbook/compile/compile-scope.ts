import type { ConsentRule } from '../../consent/consent-choice.ts';
import type { ComputedTrait, VisitRule } from '../../segment/aggregate/aggregate-spec.ts';
import { known } from '../known.ts';
import type { AggregateRegistry } from '../program/aggregate-registry.ts';

/** What all files of a playbook are compiled with. */
export interface PlaybookScope {
  /** IANA zone of dates that name none. */
  readonly zone: string;
  readonly aggregates: AggregateRegistry;
  /** Absent where the playbook does not say what a visit is. */
  readonly visit?: VisitRule;
  /** Of the venues that say how long a sighting counts. */
  readonly timeoutMilliseconds: Readonly<Record<string, number>>;
  /** By id. */
  readonly computedTraits: ReadonlyMap<string, ComputedTrait>;
  /** By purpose or channel. */
  readonly consent: Readonly<Record<string, ConsentRule>>;
  /** The `entry` aggregate of a segment's condition. */
  readonly entryOf: (segment: string) => string;
}

/** What the conditions of one file are compiled with. */
export interface ConditionScope extends PlaybookScope {
  /** The file's id: what a random share is drawn by. */
  readonly salt: string;
  /** On the journey's clock, events count only since the journey's entry unless the author says since when. */
  readonly clock: 'history' | 'journey';
}

/** The playbook's rule for visits, which checking has made sure of. */
export function visitOf(scope: Pick<PlaybookScope, 'visit'>): VisitRule {
  return known(scope.visit);
}
