import type { AggregateSpec, ComputedTrait } from '../../segment/aggregate/aggregate-spec.ts';
import { known } from '../known.ts';
import type { SourceFile } from '../playbook-source.ts';
import { MEASURES } from '../schema/measure-schema.ts';
import type { MeasuredSource, TraitSource } from '../schema/trait-schema.ts';
import { measureInWindow } from './compile-measure.ts';
import type { PlaybookScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';
import { compileWindow } from './compile-window.ts';

type TraitScope = Pick<PlaybookScope, 'zone' | 'aggregates' | 'visit'>;

const VALUES = ['first', 'last', 'top'] as const;

/** Compiles a computed trait; the aggregates that it needs are added to the registry. */
export function compileTrait({ id, source }: SourceFile<TraitSource>, scope: TraitScope): ComputedTrait {
  const { aggregates } = scope;
  return {
    id,
    name: source.name ?? id,
    aggregate: aggregates.add(compileMeasured(source, scope)),
    ...(source.times !== undefined && { times: source.times }),
    ...(source.minus !== undefined && { minus: aggregates.add(compileMeasured(source.minus, scope)) }),
  };
}

function compileMeasured(source: MeasuredSource, scope: TraitScope): AggregateSpec {
  const of = compileSelector(source.of, scope.zone);
  const { within } = source.of;
  if (source.count !== undefined) {
    return measureInWindow({ of, measure: 'count', property: null }, within, scope);
  }
  const measure = MEASURES.find((each) => source[each] !== undefined);
  if (measure !== undefined) {
    return measureInWindow({ of, measure, property: known(source[measure]).split('.') }, within, scope);
  }
  const kind = known(VALUES.find((each) => source[each] !== undefined));
  return { kind, of, property: known(source[kind]).split('.'), ...compileWindow(within) };
}
