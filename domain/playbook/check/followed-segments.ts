/** Segments within segments are followed so far: a row of ten thousand is too deep for calls, and nobody writes one. */
const DEEPEST = 50;

/** Gives what is found of a segment, and looks into each once. */
export type FollowSegment<Found> = (segment: string, find: () => Found) => Found;

/** @param nothing what is found of a segment that asks about itself, or lies too deep */
export function segmentFollower<Found>(nothing: Found): FollowSegment<Found> {
  const found = new Map<string, Found>();
  let depth = 0;
  return (segment, find) => {
    if (found.has(segment)) return found.get(segment) ?? nothing;
    if (depth === DEEPEST) return nothing;
    found.set(segment, nothing);
    depth += 1;
    const here = find();
    depth -= 1;
    found.set(segment, here);
    return here;
  };
}
