import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { createFirstAggregate } from './first-aggregate.ts';
import { createGrantsAggregate } from './grants-aggregate.ts';
import { createLastAggregate } from './last-aggregate.ts';
import { createMatchingAggregate } from './matching-aggregate.ts';
import { createMeasureAggregate } from './measure-aggregate.ts';
import { createMeasureSinceAggregate } from './measure-since-aggregate.ts';
import { createPresenceAggregate } from './presence-aggregate.ts';
import { createRecentAggregate } from './recent-aggregate.ts';
import { createSequenceAggregate } from './sequence-aggregate.ts';
import { createTimesAggregate } from './times-aggregate.ts';
import { createTimesSinceAggregate } from './times-since-aggregate.ts';
import { createTopAggregate } from './top-aggregate.ts';
import { createVisitAggregate } from './visit-aggregate.ts';

/** What is remembered of single events; an `entry` is of conditions. */
export type EventAggregateSpec = Exclude<AggregateSpec, { readonly kind: 'entry' }>;

/** Makes the aggregate that a specification describes. @param zone of dates that name none */
export function createAggregate(spec: EventAggregateSpec, zone: string): Aggregate {
  switch (spec.kind) {
    case 'times':
      return createTimesAggregate(spec, zone);
    case 'times-since':
      return createTimesSinceAggregate(spec, zone);
    case 'measure':
      return createMeasureAggregate(spec, zone);
    case 'measure-since':
      return createMeasureSinceAggregate(spec, zone);
    case 'recent':
      return createRecentAggregate(spec, zone);
    case 'first':
      return createFirstAggregate(spec, zone);
    case 'last':
      return createLastAggregate(spec, zone);
    case 'top':
      return createTopAggregate(spec, zone);
    case 'sequence':
      return createSequenceAggregate(spec, zone);
    case 'matching':
      return createMatchingAggregate(spec, zone);
    case 'presence':
      return createPresenceAggregate(spec);
    case 'visit':
      return createVisitAggregate(spec, zone);
    case 'grants':
      return createGrantsAggregate(spec, zone);
  }
}
