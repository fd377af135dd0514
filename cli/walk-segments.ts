/** How far one part of everybody has come: `cursor` null before its first page. */
export interface SegmentPlace {
  cursor: string | null;
  isDone: boolean;
}

/** As many parts as are gone through side by side, at their beginnings. */
export function segmentPlaces(count: number): SegmentPlace[] {
  return Array.from({ length: count }, () => ({ cursor: null, isDone: false }));
}

/**
 * Goes through all parts side by side, page by page. Where one fails the others end what they have begun, so that what
 * they did is kept.
 * @param readPage does a page, and moves the place on
 */
export async function walkSegments<Place extends SegmentPlace>(
  places: readonly Place[],
  readPage: (place: Place, segment: number) => Promise<void>,
): Promise<void> {
  const walk = async (place: Place, segment: number) => {
    while (!place.isDone) await readPage(place, segment);
  };
  const ends = await Promise.allSettled(places.map(walk));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
