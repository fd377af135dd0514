import type { PathStep } from './problem.ts';
import type { ConditionSource } from './schema/condition-schema.ts';
import { visitConditions } from './visit-conditions.ts';

/** A segment that another one asks about, and where it does. */
export interface SegmentReference {
  readonly segment: string;
  readonly path: readonly PathStep[];
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
    if ('segment' in each) references.push({ segment: each.segment, path: [...path, 'segment'] });
    if ('event' in each && typeof each.since === 'object' && 'segment' in each.since) {
      references.push({ segment: each.since.segment, path: [...path, 'since', 'segment'] });
    }
  });
  return references;
}

export type SegmentOrder =
  /** Each comes after those it asks about. */
  | { readonly kind: 'order'; readonly ids: readonly string[] }
  /** The ids of a ring, and where the first of them asks about the next. */
  | { readonly kind: 'cycle'; readonly ids: readonly string[]; readonly path: readonly PathStep[] };

/** Puts segments in an order in which each can be evaluated; the result depends on the set, not on its order. */
export function orderSegments(segments: readonly NamedCondition[]): SegmentOrder {
  const byId = new Map([...segments].sort((a, b) => (a.id < b.id ? -1 : 1)).map((each) => [each.id, each]));
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): SegmentOrder | undefined => {
    const segment = byId.get(id);
    if (segment === undefined || done.has(id)) return undefined;
    for (const reference of segmentReferences(segment.source.when, ['when'])) {
      const ring = [...trail, id].indexOf(reference.segment);
      if (ring >= 0) return cycle([...trail, id].slice(ring), byId);
      const found = visit(reference.segment, [...trail, id]);
      if (found !== undefined) return found;
    }
    done.add(id);
    return undefined;
  };
  for (const id of byId.keys()) {
    const found = visit(id, []);
    if (found !== undefined) return found;
  }
  return { kind: 'order', ids: [...done] };
}

function cycle(ids: readonly string[], byId: ReadonlyMap<string, NamedCondition>): SegmentOrder {
  const [first = '', second = first] = ids;
  const references = segmentReferences(byId.get(first)?.source.when ?? 'everyone', ['when']);
  const path = references.find((reference) => reference.segment === second)?.path ?? ['when'];
  return { kind: 'cycle', ids, path };
}
