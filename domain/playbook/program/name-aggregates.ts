import type { AggregateSpec, EventSelector } from '../../segment/aggregate/aggregate-spec.ts';
import { findDependencies } from '../../segment/condition/find-dependencies.ts';
import { aggregatesNamedBy, conditionsAskedBy } from './asked-by-campaign.ts';
import type { Program } from './program.ts';

/** An aggregate as a reader says it: `sum of revenue of Order Completed, within 30 days`. */
export function describeAggregate(spec: AggregateSpec): string {
  switch (spec.kind) {
    case 'times':
      return `${spec.keep} times of ${eventsOf(spec.of)}`;
    case 'times-since':
      return `times of ${eventsOf(spec.of)} since ${eventsOf(spec.since)}`;
    case 'measure':
    case 'measure-since':
    case 'recent': {
      const window = 'withinMilliseconds' in spec && spec.withinMilliseconds !== undefined;
      const property = spec.property === null ? '' : ` of ${spec.property.join('.')}`;
      return `${spec.measure}${property} of ${eventsOf(spec.of)}${window ? ' in a window' : ''}`;
    }
    case 'first':
    case 'last':
    case 'top': {
      const window = spec.withinMilliseconds === undefined ? '' : ' in a window';
      return `${spec.kind} ${spec.property.join('.')} of ${eventsOf(spec.of)}${window}`;
    }
    case 'sequence':
      return `sequence of ${spec.steps.map(({ of }) => eventsOf(of)).join(', ')}`;
    case 'matching':
      return `${eventsOf(spec.of)} matching ${eventsOf(spec.with)}`;
    case 'grants':
      return `offer ${spec.offer}`;
    default:
      return spec.kind;
  }
}

/** Which segments, traits and campaigns need each of some aggregates. */
export function askersOf(program: Program, wanted: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const askers = new Map<string, string[]>();
  const add = (asker: string, ids: Iterable<string>): void => {
    for (const id of ids) if (wanted.has(id)) askers.set(id, [...(askers.get(id) ?? []), asker]);
  };
  for (const { id, when } of program.segments) {
    add(`segments/${id}`, findDependencies(when, program).aggregates);
  }
  for (const { id, aggregate, minus } of Object.values(program.computedTraits)) {
    add(`traits/${id}`, minus === undefined ? [aggregate] : [aggregate, minus]);
  }
  for (const campaign of Object.values(program.campaigns)) {
    const asked = conditionsAskedBy(campaign).flatMap((each) => [
      ...findDependencies(each, program).aggregates,
    ]);
    add(`campaigns/${campaign.id}`, new Set([...asked, ...aggregatesNamedBy(campaign)]));
  }
  for (const { name, when } of program.permission?.suppress ?? []) {
    add(`suppress: ${name}`, findDependencies(when, program).aggregates);
  }
  return askers;
}

function eventsOf({ names }: EventSelector): string {
  return names.length === 0 ? 'any event' : names.join(' or ');
}
