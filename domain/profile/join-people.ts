import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { LinkDecision } from '../identity/decide-links.ts';
import type { IdentityRecord } from '../identity/identity-record.ts';
import type { Draft } from './draft.ts';
import { NO_MARKS } from './fold-marks.ts';
import { compareAge, mergeProfiles } from './merge-profiles.ts';
import type { People } from './people.ts';

/** A row remembers so many refused links; the first are the evidence. */
const MAXIMUM_REFUSALS = 20;

/**
 * Makes the identifiers that a message joins one person: the earliest created stays, the others become tombstones,
 * identifiers that nobody held are added. What is refused is kept as evidence.
 * @returns the person
 */
export function joinPeople(people: People, event: TrackingEvent, links: LinkDecision): Draft {
  const drafts = people.holdersOf(links.accepted).sort((a, b) => compareAge(a.profile, b.profile));
  const [draft = people.add(event), ...others] = drafts;
  for (const other of others) absorb(people, draft, other);
  tellMerge(people, draft, others, event);
  for (const identifier of links.accepted) hold(people, draft, identifier, event);
  for (const refusal of links.refused) noteRefusal(people, draft, refusal, event);
  return draft;
}

function absorb(people: People, survivor: Draft, other: Draft): void {
  const { profileId, version, createdAt } = other.profile;
  const mergedInto = survivor.profile.profileId;
  survivor.profile = mergeProfiles(people.active, survivor.profile, other.profile);
  survivor.tombstones.push(...other.tombstones.map((tombstone) => ({ ...tombstone, mergedInto })));
  if (version > 0) {
    survivor.tombstones.push({
      profileId,
      version: version + 1,
      createdAt,
      mergedInto,
      mergedAt: people.now,
    });
  }
  for (const [identifier, { record, was }] of other.identities) {
    const isOurs = record.profileId === profileId;
    survivor.identities.set(identifier, {
      record: isOurs ? { ...record, profileId: mergedInto } : record,
      was,
    });
  }
  survivor.signals.push(...other.signals);
  survivor.covers.push(...other.covers);
  survivor.isDeferred ||= other.isDeferred;
  survivor.isChanged = true;
  survivor.isUnevaluated = true;
  people.replace(other, survivor);
}

function tellMerge(people: People, draft: Draft, others: readonly Draft[], event: TrackingEvent): void {
  const from = others.filter(({ profile }) => profile.version > 0).map(({ profile }) => profile.profileId);
  if (from.length === 0) return;
  draft.signals.push({ type: 'Profiles Merged', at: people.now, from, ...traceOf(event) });
}

/** Lets the person hold an identifier, and its row lead to them at once. */
function hold(people: People, draft: Draft, identifier: string, event: TrackingEvent): void {
  const { profileId, identifiers } = draft.profile;
  const isNew = !Object.hasOwn(identifiers, identifier);
  const row = people.rowOf(identifier);
  if (row?.profileId === profileId && !isNew) return;
  if (isNew) {
    draft.profile = { ...draft.profile, identifiers: { ...identifiers, [identifier]: NO_MARKS } };
    draft.isChanged = true;
    people.own(identifier, draft);
  }
  const rule = Object.keys(identifiers).length === 0 ? 'first seen' : 'same message';
  const evidence = { linkedAt: event.receivedAt, by: { messageId: event.messageId, rule } } as const;
  const record: IdentityRecord =
    row === undefined || isNew
      ? { ...(row ?? people.rowOfNobody(identifier, event)), profileId, ...evidence }
      : { ...row, profileId };
  people.writeRow(draft, record);
}

/** One refusal a target and rule is evidence enough: a shared device is refused with every event. */
function noteRefusal(
  people: People,
  draft: Draft,
  { identifier, to, rule }: LinkDecision['refused'][number],
  event: TrackingEvent,
): void {
  const row = people.rowOf(identifier) ?? people.rowOfNobody(identifier, event);
  const isKnown = row.refused.some((known) => known.to === to && known.rule === rule);
  if (isKnown || row.refused.length >= MAXIMUM_REFUSALS) return;
  const refusal = { identifier, messageId: event.messageId, at: event.receivedAt, to, rule };
  const writer = people.writerOf(identifier) ?? draft;
  people.writeRow(writer, { ...row, refused: [...row.refused, refusal] });
  writer.isChanged = true;
}
