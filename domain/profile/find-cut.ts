import type { IdentityRules } from '../identity/identity-rules.ts';
import { type Cut, cutTree, linksOf, otherEnd, type TreeLink } from '../identity/link-tree.ts';
import { rankIdentifiers } from '../identity/rank-identifiers.ts';
import type { Separation } from '../identity/separation.ts';
import { CannotSplitError } from './cannot-split-error.ts';
import type { SplitPerson } from './split-sides.ts';

/** What is to be split off, and from whom. */
export interface SplitCommand {
  /** `namespace#value`. */
  readonly identifier: string;
  /** Absent: the most trusted of the person's other identifiers. */
  readonly from?: string;
}

/** Where a person is to be cut; or that they have been already, so that a command typed twice cuts once. */
export type FoundCut =
  | {
      readonly kind: 'cut';
      readonly cut: Cut;
      readonly links: readonly TreeLink[];
      readonly separation: Separation;
    }
  | { readonly kind: 'split before'; readonly separation: Separation }
  /** The person holds it not, and nothing was split off from them under that name. */
  | { readonly kind: 'not held'; readonly identifier: string };

/**
 * Finds the link that a command takes out: the first on the way from the identifier to the one that it is split from.
 * @throws {CannotSplitError} where there is nothing to cut, or where it must be said from what
 */
export function findCut(
  rules: IdentityRules,
  { profile, rows }: Pick<SplitPerson, 'profile' | 'rows'>,
  command: SplitCommand,
  now: number,
): FoundCut {
  const { identifier } = command;
  const held = Object.keys(profile.identifiers);
  const before = (profile.apart ?? []).filter((one) => one.identifier === identifier).sort(byNewest)[0];
  const missing = [identifier, command.from ?? identifier].find((one) => !held.includes(one));
  if (missing !== undefined) {
    return before === undefined
      ? { kind: 'not held', identifier: missing }
      : { kind: 'split before', separation: before };
  }
  const others = held.filter((one) => one !== identifier);
  const from = command.from ?? rankIdentifiers(rules, others)[0];
  const links = linksOf(held, rows);
  const cut = from === undefined ? undefined : cutTree(held, links, { identifier, from });
  if (before !== undefined && command.from === undefined) return askedBefore(before, cut);
  if (cut === undefined || from === undefined) {
    throw new CannotSplitError(
      'the person has no other identifier: there is nothing to split it from',
      'Look at what they hold: maitred who.',
    );
  }
  const end = cut.link === undefined ? from : otherEnd(cut.link, identifier);
  return { kind: 'cut', cut, links, separation: { identifier, from: end, at: now } };
}

/** The living profile may have stayed with what was split off: typed again, the command must not cut there once more. */
function askedBefore(separation: Separation, cut: Cut | undefined): FoundCut {
  if (cut?.link === undefined || cut.link.at <= separation.at) return { kind: 'split before', separation };
  throw new CannotSplitError(
    'the identifier was split off before and has been linked to others since',
    'Name the identifier that it is to be split from: `from`, --from.',
  );
}

function byNewest(a: Separation, b: Separation): number {
  return b.at - a.at;
}
