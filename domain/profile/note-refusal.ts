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
 * @param draft the person whose event it is: their write carries both rows
 */
export function noteRefusal(people: People, draft: Draft, refusal: Refusal, event: TrackingEvent): void {
  const refused: RefusedLink = { ...refusal, messageId: event.messageId, at: event.receivedAt };
  for (const end of [refusal.identifier, refusal.to]) {
    const row = people.rowOf(end) ?? people.rowOfNobody(end, event);
    const noted = withRefusal(row, refused);
    if (noted === row) continue;
    people.writeRow(draft, noted);
    draft.isChanged = true;
  }
}

/**
 * A row with one more refusal, or the very row where that is known: one of two ends and a rule is evidence enough, as a
 * shared device is refused with every event.
 */
export function withRefusal(row: IdentityRecord, refusal: RefusedLink): IdentityRecord {
  const { identifier, to, rule } = refusal;
  const isKnown = row.refused.some(
    (known) => known.identifier === identifier && known.to === to && known.rule === rule,
  );
  if (isKnown || row.refused.length >= MAXIMUM_REFUSALS) return row;
  return { ...row, refused: [...row.refused, refusal] };
}
