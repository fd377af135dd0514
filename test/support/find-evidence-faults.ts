import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { IdentityRecord, Link, RefusedLink } from '../../domain/identity/identity-record.ts';
import type { InMemoryTables } from './in-memory-tables.ts';
import { uniteAll } from './union-find.ts';

type Ends = Pick<Link, 'to' | 'messageId' | 'at'> & { readonly identifier: string };

/** What is wrong with the evidence that is stored, in words; nothing where it holds. */
export function findEvidenceFaults(tables: InMemoryTables, events: readonly TrackingEvent[]): string[] {
  const rows = [...tables.identities.values()];
  return [
    ...tables.living().flatMap((person) => treeFaults(tables, person)),
    ...rows.flatMap(({ identifier, links }) =>
      links
        .filter((link) => !isNamedBy(events, { ...link, identifier }))
        .map((link) => `unnamed: ${say(identifier, link)}`),
    ),
    ...rows.flatMap(({ refused }) =>
      refused
        .filter((link) => !isNamedBy(events, link))
        .map((link) => `unnamed: ${say(link.identifier, link)}`),
    ),
    ...rows.flatMap((row) => oneSided(tables, row)),
    ...idFaults(tables),
  ];
}

/** The links of one person hold all their identifiers together, and one fewer would not. */
function treeFaults(
  tables: InMemoryTables,
  person: { readonly identifiers: object; readonly formerProfileIds: readonly string[] },
): string[] {
  const held = Object.keys(person.identifiers);
  const links = held.flatMap((identifier) =>
    (tables.identities.get(identifier)?.links ?? []).map((link) => ({ ...link, identifier })),
  );
  const faults: string[] = [];
  const parts = uniteAll([
    ...held.map((one) => [one]),
    ...links.map(({ identifier, to }) => [identifier, to]),
  ]);
  if (parts.length !== 1) faults.push(`not held together: ${JSON.stringify(parts)}`);
  if (links.length !== held.length - 1) faults.push(`${links.length} links of ${held.join()}`);
  const named = new Set(links.flatMap(({ from, into }) => [from, into]));
  for (const id of person.formerProfileIds) if (!named.has(id)) faults.push(`no link names ${id}`);
  return faults;
}

function isNamedBy(events: readonly TrackingEvent[], { identifier, to, messageId, at }: Ends): boolean {
  return events.some(
    (event) =>
      event.messageId === messageId &&
      event.receivedAt === at &&
      event.identifiers.includes(identifier) &&
      event.identifiers.includes(to),
  );
}

/** A refusal is on both rows, unless one of them is full. */
function oneSided(tables: InMemoryTables, row: IdentityRecord): string[] {
  const isNoted = ({ identifier, to, rule }: RefusedLink) => {
    const other = tables.identities.get(identifier === row.identifier ? to : identifier);
    const known = other?.refused.filter((link) => link.identifier === identifier && link.to === to) ?? [];
    return known.some((link) => link.rule === rule) || (other?.refused.length ?? 0) >= 20;
  };
  const faults = row.refused.filter((link) => !isNoted(link));
  return faults.map((link) => `on ${row.identifier} alone: ${say(link.identifier, link)}`);
}

/** The profiles that a link names were stored before the write that carries it. */
function idFaults(tables: InMemoryTables): string[] {
  const stored = new Set<string>();
  const faults: string[] = [];
  for (const { profile, identities } of tables.writes) {
    for (const { record, was } of identities) {
      for (const link of record.links.slice(was?.links.length ?? 0)) {
        const unknown = [link.from, link.into].filter((id) => id !== undefined && !stored.has(id));
        for (const id of unknown) faults.push(`${id} was not stored: ${say(record.identifier, link)}`);
      }
    }
    stored.add(profile.profileId);
  }
  return faults;
}

const say = (identifier: string, { to, messageId }: Pick<Link, 'to' | 'messageId'>) =>
  `${identifier} → ${to} by ${messageId}`;
