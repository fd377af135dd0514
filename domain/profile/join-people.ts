import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { LinkDecision } from '../identity/decide-links.ts';
import type { Link } from '../identity/identity-record.ts';
import { dependsOnIdentifiers } from '../segment/entry/merge-entries.ts';
import { announceForgotten, announceWaits } from './announce-watches.ts';
import type { Draft } from './draft.ts';
import { NO_MARKS } from './fold-marks.ts';
import { givingWayByMerge } from './giving-way-by-merge.ts';
import { heldOutByMerge } from './held-out-by-merge.ts';
import { watchesWithoutRoom } from './merge-contacts.ts';
import { compareAge, mergeProfiles } from './merge-profiles.ts';
import { noteRefusal } from './note-refusal.ts';
import type { People } from './people.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/**
 * Makes the identifiers that a message joins one person: the earliest created stays, the others become tombstones,
 * identifiers that nobody held are added. What is linked and what is refused is kept as evidence.
 * @returns the person
 */
export function joinPeople(people: People, event: TrackingEvent, links: LinkDecision): Draft {
  const made = linksOf(people, event, links);
  const drafts = people.holdersOf(links.accepted).sort((a, b) => compareAge(a.profile, b.profile));
  const [draft = people.add(event), ...others] = drafts;
  const isNews = event.isHistory !== true || drafts.some(isUnsettled);
  for (const other of others) absorb(people, draft, other, event);
  unsettleWhereGained(people, draft, links);
  if (!isNews && isUnsettled(draft)) silence(draft);
  tellMerge(people, draft, others, event);
  if (isNews && others.length > 0) announceWaits(draft, event, people.now);
  for (const identifier of links.accepted)
    hold(people, draft, event, { identifier, link: made.get(identifier) });
  for (const refusal of links.refused) noteRefusal(people, draft, refusal, event);
  return draft;
}

/** What each identifier that joins is linked by; who held the ends is asked before anything is joined. */
function linksOf(
  people: People,
  event: TrackingEvent,
  { accepted, joined }: LinkDecision,
): Map<string, Link> {
  const [to = ''] = accepted;
  const { messageId, receivedAt: at } = event;
  const into = storedIdOf(people.holderOf(to));
  const linkOf = (identifier: string): Link => {
    const from = storedIdOf(people.holderOf(identifier));
    return {
      to,
      messageId,
      at,
      rule: 'same message',
      ...(from === undefined ? {} : { from }),
      ...(into === undefined ? {} : { into }),
    };
  };
  return new Map(joined.map((identifier) => [identifier, linkOf(identifier)]));
}

/** The id of somebody new may never be written. */
function storedIdOf(draft: Draft | undefined): string | undefined {
  return draft === undefined || draft.profile.version === 0 ? undefined : draft.profile.profileId;
}

function absorb(people: People, survivor: Draft, other: Draft, event: TrackingEvent): void {
  const { profileId, version, createdAt } = other.profile;
  const mergedInto = survivor.profile.profileId;
  const sides = [survivor.profile.contacts, other.profile.contacts] as const;
  survivor.profile = mergeProfiles(people.active, survivor.profile, other.profile);
  const forgotten = [
    ...watchesWithoutRoom(...sides),
    ...heldOutByMerge(sides, survivor.profile.contacts, people.now),
    ...givingWayByMerge(people.active.program, sides, survivor.profile.contacts, people.now),
  ];
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
  for (const [id, segments] of other.stored) survivor.stored.set(id, segments);
  survivor.signals.push(...other.signals);
  announceForgotten(survivor, forgotten, event, people.now);
  survivor.covers.push(...other.covers);
  survivor.isDeferred ||= other.isDeferred;
  survivor.isRefoldNews ||= other.isRefoldNews;
  survivor.isChanged = true;
  survivor.isUnevaluated = true;
  people.replace(other, survivor);
}

function isUnsettled({ profile }: Draft): boolean {
  return profile.program.aggregates === UNSETTLED;
}

/** What asks about identifiers may have held otherwise all along. */
function unsettleWhereGained({ active }: People, draft: Draft, { accepted }: LinkDecision): void {
  const { identifiers, program } = draft.profile;
  const isGaining = accepted.some((identifier) => !Object.hasOwn(identifiers, identifier));
  if (!isGaining || program.aggregates !== active.program.aggregatesDigest) return;
  if (!dependsOnIdentifiers(active, draft.profile)) return;
  draft.profile = { ...draft.profile, program: { ...program, aggregates: UNSETTLED } };
  draft.isChanged = true;
}

/** History triggers nothing: whoever folds what it has united does so in silence. */
function silence(draft: Draft): void {
  const { program } = draft.profile;
  draft.profile = { ...draft.profile, program: { ...program, aggregates: EMPTIED } };
}

function tellMerge(people: People, draft: Draft, others: readonly Draft[], event: TrackingEvent): void {
  const from = others.filter(({ profile }) => profile.version > 0).map(({ profile }) => profile.profileId);
  if (from.length === 0) return;
  draft.signals.push({ type: 'Profiles Merged', at: people.now, from, ...traceOf(event) });
}

/** Lets the person hold an identifier, and its row lead to them at once; a link is written on it. */
function hold(
  people: People,
  draft: Draft,
  event: TrackingEvent,
  { identifier, link }: { readonly identifier: string; readonly link: Link | undefined },
): void {
  const { profileId, identifiers } = draft.profile;
  const isNew = !Object.hasOwn(identifiers, identifier);
  const row = people.rowOf(identifier);
  if (row?.profileId === profileId && !isNew && link === undefined) return;
  if (isNew) {
    draft.profile = { ...draft.profile, identifiers: { ...identifiers, [identifier]: NO_MARKS } };
    draft.isChanged = true;
    draft.hasNewIdentifiers = true;
    people.own(identifier, draft);
  }
  const rule = Object.keys(identifiers).length === 0 ? 'first seen' : 'same message';
  const evidence = { linkedAt: event.receivedAt, by: { messageId: event.messageId, rule } } as const;
  const known = row ?? people.rowOfNobody(identifier, event);
  people.writeRow(draft, {
    ...known,
    ...(row === undefined || isNew ? evidence : {}),
    profileId,
    links: link === undefined ? known.links : [...known.links, link],
  });
}
