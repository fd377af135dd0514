import { visitConditions } from './check/visit-conditions.ts';
import type { PathStep } from './problem/problem.ts';
import type { ConditionSource } from './schema/condition-schema.ts';

/** A segment that another one asks about, and where it does. */
export interface SegmentReference {
  readonly segment: string;
  readonly path: readonly PathStep[];
  /** Whether it is asked when it was entered: since when, or for how long. */
  readonly asksEntry: boolean;
}

interface NamedCondition {
  readonly id: string;
  readonly source: { readonly when: ConditionSource };
}

/** The segments that a condition asks about: as a member of, or since when. */
export function segmentReferences(condition: ConditionSource, base: readonly PathStep[]): SegmentReference[] {
  const references: SegmentReference[] = [];
  visitConditions(condition, base, (each, path) => {
    if (typeof each === 'string') return;
    if ('segment' in each) {
      const asksEntry = each.for !== undefined;
      references.push({ segment: each.segment, path: [...path, 'segment'], asksEntry });
    }
    if ('event' in each && typeof each.since === 'object' && 'segment' in each.since) {
      const { segment } = each.since;
      references.push({ segment, path: [...path, 'since', 'segment'], asksEntry: true });
    }
  });
  return references;
}

export type SegmentOrder =
  /** Each comes after those it asks about. */
  | { readonly kind: 'order'; readonly ids: readonly string[] }
  /** The ids of a ring, and where the first of them asks about the next. */
  | { readonly kind: 'cycle'; readonly ids: readonly string[]; readonly path: readonly PathStep[] };

/** A segment on the way down, and how many of those it asks about were looked at. */
interface Visited {
  readonly id: string;
  readonly references: readonly SegmentReference[];
  next: number;
}

/** Puts segments in an order in which each can be evaluated; the result depends on the set, not on its order. */
export function orderSegments(segments: readonly NamedCondition[]): SegmentOrder {
  const byId = new Map([...segments].sort((a, b) => (a.id < b.id ? -1 : 1)).map((each) => [each.id, each]));
  const done = new Set<string>();
  for (const id of byId.keys()) {
    const ring = visitFrom(id, byId, done);
    if (ring !== undefined) return ring;
  }
  return { kind: 'order', ids: [...done] };
}

/** Adds a segment to those done, after all that it asks about. A row of ten thousand is too deep for calls. */
function visitFrom(
  root: string,
  byId: ReadonlyMap<string, NamedCondition>,
  done: Set<string>,
): SegmentOrder | undefined {
  const trail: Visited[] = [];
  const onTrail = new Set<string>();
  const descend = (id: string): void => {
    const segment = byId.get(id);
    if (segment === undefined || done.has(id)) return;
    trail.push({ id, references: segmentReferences(segment.source.when, ['when']), next: 0 });
    onTrail.add(id);
  };
  descend(root);
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    const reference = last.references[last.next];
    last.next += 1;
    if (reference === undefined) {
      done.add(last.id);
      onTrail.delete(last.id);
      trail.pop();
    } else if (onTrail.has(reference.segment)) return ringFrom(reference.segment, trail);
    else descend(reference.segment);
  }
  return undefined;
}

function ringFrom(first: string, trail: readonly Visited[]): SegmentOrder {
  const ring = trail.slice(trail.findIndex(({ id }) => id === first));
  const [head] = ring;
  const path = head?.references[head.next - 1]?.path ?? ['when'];
  return { kind: 'cycle', ids: ring.map(({ id }) => id), path };
}
