import { lengthOf } from './values.ts';
import { bucketTurns, topBucketTurns } from './windows.ts';
import type { WrittenPlaybook } from './written.ts';

/** The moments at which the windows of a playbook, and their buckets, let an event go. */
export interface Edges {
  readonly windows: ReadonlySet<number>;
  readonly buckets: ReadonlySet<number>;
}

/** Every length that a playbook speaks of. */
export function lengthsIn(playbook: WrittenPlaybook): string[] {
  const lengths = new Set<string>();
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (['within', 'for', 'span'].includes(key) && value !== 'visit') lengths.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, each] of Object.entries(value)) collect(each, Array.isArray(value) ? key : inner);
    }
  };
  collect([playbook.segments, playbook.traits], '');
  return [...lengths];
}

/** The edges that these events have. */
export function edgesOf(lengths: readonly string[], times: readonly number[]): Edges {
  return {
    windows: new Set(lengths.flatMap((length) => times.map((time) => time + lengthOf(length)))),
    buckets: new Set(
      lengths.flatMap((length) =>
        times.flatMap((time) => [...bucketTurns(time, length), ...topBucketTurns(time, length)]),
      ),
    ),
  };
}
