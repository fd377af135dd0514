import type { TrackingEvent } from '../event/tracking-event.ts';
import type { Refusal } from '../identity/decide-links.ts';
import type { IdentityRecord, RefusedLink } from '../identity/identity-record.ts';
import type { Draft } from './draft.ts';
import type { People } from './people.ts';

/** A row remembers so many refused links; the first are the evidence. */
const MAXIMUM_REFUSALS = 20;

/**
 * Keeps a refused link on the rows of both its ends: on that of a shared device, which is refused by many, only the
 * first; on that of each guest, why this device is not theirs.
 * @param draft whose write carries a row that no other carries
 */
export function noteRefusal(people: People, draft: Draft, refusal: Refusal, event: TrackingEvent): void {
  const refused: RefusedLink = { ...refusal, messageId: event.messageId, at: event.receivedAt };
  for (const end of [refusal.identifier, refusal.to]) {
    const row = people.rowOf(end) ?? people.rowOfNobody(end, event);
    if (!isWorthNoting(row, refusal)) continue;
    const writer = people.writerOf(end) ?? draft;
    people.writeRow(writer, { ...row, refused: [...row.refused, refused] });
    writer.isChanged = true;
  }
}

/** One refusal of two ends and a rule is evidence enough: a shared device is refused with every event. */
function isWorthNoting({ refused }: IdentityRecord, { identifier, to, rule }: Refusal): boolean {
  if (refused.length >= MAXIMUM_REFUSALS) return false;
  return !refused.some((known) => known.identifier === identifier && known.to === to && known.rule === rule);
}
