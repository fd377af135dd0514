import type { AggregateSpec } from '../../segment/aggregate/aggregate-spec.ts';
import { contentHash } from './content-hash.ts';

/** 64 bits: a playbook has some hundreds of aggregates. */
const ID_LENGTH = 16;

/** Collects the aggregates that a playbook needs: equal questions get the same id and share one. */
export interface AggregateRegistry {
  /** Takes an aggregate in; returns its id. */
  add(spec: AggregateSpec): string;
  /** All that were taken in, by id, in the order of the ids. */
  all(): Record<string, AggregateSpec>;
}

/** Makes an empty registry. */
export function createAggregateRegistry(): AggregateRegistry {
  const specs = new Map<string, AggregateSpec>();
  const known = new Map<string, string>();
  return {
    add(spec) {
      // Most ask what another has asked, in the same words: its id is known without a hash.
      const words = JSON.stringify(spec);
      const id = known.get(words) ?? contentHash(spec, ID_LENGTH);
      known.set(words, id);
      specs.set(id, spec);
      return id;
    },
    all: () => Object.fromEntries([...specs].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
