import type { Cut, TreeLink } from '../identity/link-tree.ts';
import type { SideName } from '../identity/profile-side.ts';
import type { Separation } from '../identity/separation.ts';
import { CannotSplitError } from './cannot-split-error.ts';
import type { ProfileWrite } from './profile-write.ts';
import { redirectTombstones, rewriteRows } from './split-rows.ts';
import { chooseSides, type SplitPerson, type SplitSides } from './split-sides.ts';

/** What one transaction takes. */
const MAXIMUM_ITEMS = 100;

/** Where a person is cut: the cut, all their links, the one that is taken out included, and what keeps the two apart. */
export interface TakenCut {
  readonly cut: Cut;
  readonly links: readonly TreeLink[];
  readonly separation: Separation;
}

/** Who the two are, and the rows that lead to them from now on. */
export interface SplitArrangement extends Pick<ProfileWrite, 'tombstones' | 'identities'> {
  readonly sides: SplitSides;
}

/**
 * Gives each side its ids as if the link had never been. Where that changes more rows than can be written at once, the living
 * id stays with the side that more rows lead to it from, and the other gets the oldest of its former ones, or a new one:
 * who they are and what they did is the same.
 * @throws {CannotSplitError} where that is too much as well
 */
export function arrangeSplit(
  person: SplitPerson,
  taken: TakenCut,
  options: { readonly newId: () => string; readonly hasEvents: (identifier: string) => boolean },
): SplitArrangement {
  const arrange = (livingSide?: SideName): SplitArrangement => {
    const { cut, links, separation } = taken;
    const sides = chooseSides(person, cut, { ...options, links, livingSide });
    const identities = rewriteRows(person, sides, { link: cut.link, separation });
    return { sides, tombstones: redirectTombstones(person, sides), identities };
  };
  const usual = arrange();
  if (countItems(usual) <= MAXIMUM_ITEMS) return usual;
  const isGoing = usual.sides.goes.profileId === person.profile.profileId;
  const other = arrange(isGoing ? 'stays' : 'goes');
  if (countItems(other) <= MAXIMUM_ITEMS) return other;
  throw new CannotSplitError(
    `this split changes ${Math.min(countItems(usual), countItems(other))} rows, and at most ${MAXIMUM_ITEMS} can be written at once`,
    'Nothing was changed: they stay one person. Withdraw what must not be sent to the two as one (POST /v1/consent).',
  );
}

function countItems({ sides, tombstones, identities }: SplitArrangement): number {
  const profiles = [sides.goes, sides.stays].filter(({ profileId }) => profileId !== null);
  return profiles.length + tombstones.length + identities.length;
}
