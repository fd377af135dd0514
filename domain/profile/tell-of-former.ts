import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { isFormerSegment } from '../playbook/program/former-segment.ts';
import type { Draft } from './draft.ts';
import { stopsToldOf } from './stops-told-of.ts';

/**
 * Has the journeys looked at that an earlier definition of a segment may stop, once a new program is adopted: whether time has
 * changed it since the last look nobody knows any more. A look too many finds nothing to do.
 * @param at in milliseconds since the epoch
 */
export function tellOfFormer({ program }: ActiveProgram, draft: Draft, at: number): void {
  const former = program.segments.map(({ id }) => id).filter(isFormerSegment);
  draft.signals.push(...stopsToldOf(draft.profile.contacts.watches, former, { at }));
}
