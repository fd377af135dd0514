import { orderSegments, type SegmentReference, segmentReferences } from '../order-segments.ts';
import type { PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import { visitConditions } from './visit-conditions.ts';

/** What tells when a segment was entered holds the conditions of all that it asks about: so many of them at most. */
const MAXIMUM_WRITTEN_OUT = 500;

/** Finds segments that ask about themselves, and those whose entries nobody could keep. */
export function checkSegments({ segments }: PlaybookSource): Problem[] {
  const order = orderSegments(segments);
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  if (order.kind === 'order') return checkEntries(order.ids, byId);
  const file = byId.get(order.ids[0] ?? '')?.file ?? '';
  const ring = [...order.ids, order.ids[0]].map((id) => `\`${id}\``).join(' → ');
  const message = `segments ask about each other in a ring: ${ring}`;
  return [{ file, path: order.path, at: 'value', message, hint: 'a segment cannot depend on itself' }];
}

type Segments = ReadonlyMap<string, PlaybookSource['segments'][number]>;

function checkEntries(inOrder: readonly string[], byId: Segments): Problem[] {
  const sizes = new Map<string, number>();
  return inOrder.flatMap((id) => {
    const segment = byId.get(id);
    if (segment === undefined) return [];
    const references = segmentReferences(segment.source.when, ['when']);
    sizes.set(id, sizeOf(segment.source.when, references, sizes));
    return references.flatMap(({ segment: asked, path, asksEntry }) => {
      if (!asksEntry || (sizes.get(asked) ?? 0) <= MAXIMUM_WRITTEN_OUT) return [];
      const message = `when \`${asked}\` is entered depends on more than ${MAXIMUM_WRITTEN_OUT} conditions`;
      const hint = 'ask since when of a smaller segment';
      return [{ file: segment.file, path, at: 'value' as const, message, hint }];
    });
  });
}

/** How many conditions a segment comes to with those of the segments it is a member of written out. */
function sizeOf(
  condition: ConditionSource,
  references: readonly SegmentReference[],
  sizes: ReadonlyMap<string, number>,
): number {
  let own = 0;
  visitConditions(condition, [], () => {
    own += 1;
  });
  const members = references.filter(({ asksEntry }) => !asksEntry);
  return members.reduce((sum, { segment }) => sum + (sizes.get(segment) ?? 0), own);
}
