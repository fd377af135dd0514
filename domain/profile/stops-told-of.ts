import type { Watch } from '../campaign/contacts/contacts.ts';
import type { Traced } from '../event/trace.ts';
import type { EventKey } from '../event/tracking-event.ts';
import { presentSegmentOf } from '../playbook/program/former-segment.ts';
import type { JourneyEventMatched } from './signal.ts';

/**
 * What tells journeys that the guest entered or left a segment which may stop them, as it is defined now or was before.
 * @param cause.at when, in milliseconds since the epoch; with the event that did it, if one did
 */
export function stopsToldOf(
  watches: readonly Watch[] | undefined,
  segments: readonly string[],
  cause: Traced & { readonly at: number; readonly event?: EventKey },
): readonly Omit<JourneyEventMatched, 'id' | 'v' | 'profileId'>[] {
  if (watches === undefined || segments.length === 0) return [];
  const names = new Set(segments.map(presentSegmentOf));
  return watches.flatMap(({ kind: watch, segment, campaign, profileId, journeyId }) =>
    segment === undefined || !names.has(segment)
      ? []
      : {
          type: 'Journey Event Matched',
          watch,
          campaign,
          journeyProfileId: profileId,
          journeyId,
          segment,
          time: cause.at,
          ...cause,
        },
  );
}
