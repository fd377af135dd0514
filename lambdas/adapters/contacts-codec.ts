import { type Contacts, NO_CONTACTS, type RefusedEntry } from '../../domain/campaign/contacts/contacts.ts';

/** Contacts as they are stored: refusals, which every write carries along, as short as they can be told. */
export type EncodedContacts = Omit<Contacts, 'refused'> & {
  /** By campaign: milliseconds after the profile's `lastSeen`, why, which occurrence. */
  readonly refused?: Readonly<Record<string, readonly [number, RefusedEntry['because'], string]>>;
};

/** @returns undefined where there is nothing to store */
export function encodeContacts(contacts: Contacts, base: number): EncodedContacts | undefined {
  const { open, entered, sends, ...rest } = contacts;
  if ([open, entered, sends, rest].every((part) => Object.keys(part).length === 0)) return undefined;
  const { refused, ...others } = contacts;
  if (refused === undefined) return others;
  const entries = Object.entries(refused).sort(([a], [b]) => (a < b ? -1 : 1));
  const encoded = entries.map(
    ([campaign, { at, because, occurrence }]) => [campaign, [at - base, because, occurrence]] as const,
  );
  return { ...others, refused: Object.fromEntries(encoded) };
}

export function decodeContacts(encoded: EncodedContacts | undefined, base: number): Contacts {
  if (encoded === undefined) return NO_CONTACTS;
  const { refused, ...others } = encoded;
  if (refused === undefined) return others;
  const entries = Object.entries(refused).map(
    ([campaign, [at, because, occurrence]]) => [campaign, { at: at + base, because, occurrence }] as const,
  );
  return { ...others, refused: Object.fromEntries(entries) };
}
