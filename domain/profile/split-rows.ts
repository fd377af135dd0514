import { type IdentityRecord, NOBODY, type RefusedLink } from '../identity/identity-record.ts';
import type { TreeLink } from '../identity/link-tree.ts';
import type { Separation } from '../identity/separation.ts';
import { withRefusal } from './note-refusal.ts';
import { isTombstone, type Tombstone } from './profile.ts';
import { type IdentityWrite, writeOfRow } from './profile-write.ts';
import type { SplitPerson, SplitSide, SplitSides } from './split-sides.ts';

/** Former profiles that forwarded to one of the other side: from now on to their own side's. */
export function redirectTombstones({ former }: SplitPerson, sides: SplitSides): Tombstone[] {
  return [sides.goes, sides.stays].flatMap((side) =>
    side.formerProfileIds.flatMap((id) => {
      const record = former.get(id);
      if (side.profileId === null || record === undefined || !isTombstone(record)) return [];
      if (isOf(side, record.mergedInto)) return [];
      return [{ ...record, version: record.version + 1, mergedInto: side.profileId }];
    }),
  );
}

/**
 * The rows of Identities that a split changes: the one that the link stands on loses it, both its ends say that it was
 * split, and each that would lead to the other side leads to its own.
 */
export function rewriteRows(
  { rows }: SplitPerson,
  sides: SplitSides,
  { link, separation }: { readonly link: TreeLink | undefined; readonly separation: Separation },
): IdentityWrite[] {
  const refusal = refusalOf(rows.get(separation.identifier), link, separation);
  return [sides.goes, sides.stays].flatMap((side) =>
    side.identifiers.flatMap((identifier) => {
      const row = rows.get(identifier);
      if (row === undefined) return [];
      const led = leadTo(side, row);
      const isEnd = identifier === separation.identifier || identifier === separation.from;
      const next = isEnd ? withRefusal(withoutLink(led, link), refusal) : led;
      return next === row ? [] : [writeOfRow(next, row)];
    }),
  );
}

function isOf({ profileId, formerProfileIds }: SplitSide, id: string): boolean {
  return id === profileId || formerProfileIds.includes(id);
}

function leadTo(side: SplitSide, row: IdentityRecord): IdentityRecord {
  return isOf(side, row.profileId) ? row : { ...row, profileId: side.profileId ?? NOBODY };
}

/** Without the link, an identifier that came with its message was only first seen there. */
function withoutLink(row: IdentityRecord, link: TreeLink | undefined): IdentityRecord {
  if (link === undefined || link.identifier !== row.identifier) return row;
  const links = row.links.filter(({ to, messageId }) => to !== link.to || messageId !== link.messageId);
  const isOrigin = row.by.messageId === link.messageId && row.profileId !== NOBODY;
  return { ...row, links, by: isOrigin ? { ...row.by, rule: 'first seen' } : row.by };
}

/** Rows of earlier versions know no link: then what brought the identifier stands for it. */
function refusalOf(
  row: IdentityRecord | undefined,
  link: TreeLink | undefined,
  { identifier, from, at }: Separation,
): RefusedLink {
  const rule = 'split';
  if (link === undefined)
    return { identifier, to: from, messageId: row?.by.messageId ?? '', at: row?.linkedAt ?? at, rule };
  return { identifier: link.identifier, to: link.to, messageId: link.messageId, at: link.at, rule };
}
