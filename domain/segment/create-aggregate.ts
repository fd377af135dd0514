import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { createLastAggregate } from './last-aggregate.ts';
import { createSumAggregate } from './sum-aggregate.ts';
import { createTimesAggregate } from './times-aggregate.ts';
import { createTimesSinceAggregate } from './times-since-aggregate.ts';
import { createTopAggregate } from './top-aggregate.ts';
import { createWindowedSumAggregate } from './windowed-sum-aggregate.ts';

/** Makes the aggregate that a specification describes. @param zone of dates that name none */
export function createAggregate(spec: AggregateSpec, zone: string): Aggregate {
  switch (spec.kind) {
    case 'times':
      return createTimesAggregate(spec, zone);
    case 'times-since':
      return createTimesSinceAggregate(spec, zone);
    case 'sum':
      return spec.withinMilliseconds === undefined
        ? createSumAggregate(spec, zone)
        : createWindowedSumAggregate({ ...spec, withinMilliseconds: spec.withinMilliseconds }, zone);
    case 'last':
      return createLastAggregate(spec, zone);
    case 'top':
      return createTopAggregate(spec, zone);
  }
}
