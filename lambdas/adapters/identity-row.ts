import type { IdentityRecord } from '../../domain/identity/identity-record.ts';

/** The item of an Identities row. */
export function encodeIdentity(record: IdentityRecord): Record<string, unknown> {
  return { ...record };
}

/** An Identities row, from its item. */
export function decodeIdentity(item: Record<string, unknown>): IdentityRecord {
  const row = item as unknown as IdentityRecord;
  return { ...row, refused: row.refused ?? [] };
}
