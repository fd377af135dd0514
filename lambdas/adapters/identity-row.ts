import type { IdentityRecord, RefusedLink } from '../../domain/identity/identity-record.ts';

/** The row's own identifier is not repeated. */
type EncodedRefusal = Omit<RefusedLink, 'identifier' | 'to'> &
  Partial<Pick<RefusedLink, 'identifier' | 'to'>>;

/** The item of an Identities row; lists that are empty are left out. */
export function encodeIdentity(record: IdentityRecord): Record<string, unknown> {
  const { links, refused, ...rest } = record;
  return {
    ...rest,
    ...(links.length === 0 ? {} : { links }),
    ...(refused.length === 0 ? {} : { refused: refused.map((refusal) => encodeRefusal(record, refusal)) }),
  };
}

/** An Identities row, from its item; rows of earlier versions know neither links nor revisions. */
export function decodeIdentity(item: Record<string, unknown>): IdentityRecord {
  const row = item as unknown as IdentityRecord;
  const refused = (item.refused ?? []) as EncodedRefusal[];
  return {
    ...row,
    links: row.links ?? [],
    refused: refused.map((refusal) => ({ identifier: row.identifier, to: row.identifier, ...refusal })),
    revision: row.revision ?? 0,
  };
}

function encodeRefusal(row: IdentityRecord, { identifier, to, ...rest }: RefusedLink): EncodedRefusal {
  return {
    ...rest,
    ...(identifier === row.identifier ? {} : { identifier }),
    ...(to === row.identifier ? {} : { to }),
  };
}
