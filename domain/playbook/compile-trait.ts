import type { AggregateSpec, ComputedTrait } from '../segment/aggregate-spec.ts';
import type { AggregateRegistry } from './aggregate-registry.ts';
import { compileSelector } from './compile-selector.ts';
import { known } from './known.ts';
import { milliseconds } from './milliseconds.ts';
import type { SourceFile } from './playbook-source.ts';
import type { TraitSource } from './schema/trait-schema.ts';

type MeasureSource = Pick<TraitSource, 'of'> & Partial<Pick<TraitSource, 'sum' | 'count' | 'last' | 'top'>>;

/** Compiles a computed trait; the aggregates that it needs are added to the registry. */
export function compileTrait(
  { id, source }: SourceFile<TraitSource>,
  zone: string,
  aggregates: AggregateRegistry,
): ComputedTrait {
  return {
    id,
    name: source.name ?? id,
    aggregate: aggregates.add(compileMeasure(source, zone)),
    ...(source.times !== undefined && { times: source.times }),
    ...(source.minus !== undefined && { minus: aggregates.add(compileMeasure(source.minus, zone)) }),
  };
}

function compileMeasure(source: MeasureSource, zone: string): AggregateSpec {
  const of = compileSelector(source.of, zone);
  const { within } = source.of;
  const window = within === undefined ? {} : { withinMilliseconds: milliseconds(within) };
  if (source.count !== undefined) return { kind: 'sum', of, property: null, ...window };
  if (source.sum !== undefined) return { kind: 'sum', of, property: source.sum.split('.'), ...window };
  if (source.last !== undefined) return { kind: 'last', of, property: source.last.split('.'), ...window };
  return { kind: 'top', of, property: known(source.top).split('.') };
}
