import { splitIdentifier } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import {
  type Cut,
  cutTree,
  linksOf,
  otherEnd,
  type TreeLink,
  type WayLink,
  wayBetween,
} from '../identity/link-tree.ts';
import { rankIdentifiers } from '../identity/rank-identifiers.ts';
import type { Separation } from '../identity/separation.ts';
import { CannotSplitError } from './cannot-split-error.ts';
import type { Profile } from './profile.ts';
import type { SplitPerson } from './split-sides.ts';

/** What is to be split off, and from whom. */
export interface SplitCommand {
  /** The identifier that the person was named by; absent: a profile's id was. */
  readonly named?: string;
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
      /** The others on the way to the person's most trusted identifier: one of them may be the wrong one instead. */
      readonly otherLinks: readonly WayLink[];
    }
  /** By one of these, the likeliest first; given `from`, the one that parts it from whoever holds that. */
  | {
      readonly kind: 'split before';
      readonly separations: readonly Separation[];
      readonly from?: string | undefined;
      readonly missing: string;
    }
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
  const separations = separationsOf(profile, command);
  const missing = [identifier, command.from ?? identifier].find((one) => !held.includes(one));
  if (missing !== undefined) {
    return separations.length === 0
      ? { kind: 'not held', identifier: missing }
      : { kind: 'split before', separations, from: command.from, missing };
  }
  const [trusted] = rankIdentifiers(
    rules,
    held.filter((one) => one !== identifier),
  );
  const from = command.from ?? trusted;
  const links = linksOf(held, rows);
  const cut = from === undefined ? undefined : cutTree(held, links, { identifier, from });
  if (separations.length > 0 && mayBeRepeated(command)) return askedBefore(separations, cut, identifier);
  if (cut === undefined || from === undefined || trusted === undefined) throw nothingToCut();
  requireNamedToStay(command, cut);
  const end = cut.link === undefined ? from : otherEnd(cut.link, identifier);
  const otherLinks = wayBetween(links, identifier, trusted).filter(({ link }) => link !== cut.link);
  return { kind: 'cut', cut, links, separation: { identifier, from: end, at: now }, otherLinks };
}

/** The very pair first, then what the person holds the other end of, then the newest. */
function separationsOf(
  { apart = [], identifiers }: Profile,
  { identifier, from }: SplitCommand,
): Separation[] {
  const rank = (one: Separation) => (one.from === from ? 2 : Number(Object.hasOwn(identifiers, one.from)));
  return apart
    .filter((one) => one.identifier === identifier)
    .sort((a, b) => rank(b) - rank(a) || b.at - a.at);
}

/** Who names the person by another identifier, which they still hold together, asks for something new. */
function mayBeRepeated({ named, identifier, from }: SplitCommand): boolean {
  return from === undefined && (named === undefined || named === identifier);
}

/** The living profile may have stayed with what was split off: typed again, the command must not cut there once more. */
function askedBefore(separations: readonly Separation[], cut: Cut | undefined, identifier: string): FoundCut {
  const latest = Math.max(...separations.map(({ at }) => at));
  if (cut?.link === undefined || cut.link.at <= latest)
    return { kind: 'split before', separations, missing: identifier };
  throw new CannotSplitError(
    'the identifier was split off before and has been linked to others since',
    NAME_FROM,
  );
}

/** Else, typed again, the command would find both together still and cut once more. */
function requireNamedToStay({ named, identifier, from }: SplitCommand, { goes }: Cut): void {
  const isAsked = from === undefined && named !== undefined && named !== identifier;
  if (!isAsked || !goes.has(named)) return;
  const { namespace } = splitIdentifier(named);
  throw new CannotSplitError(
    `the ${namespace} that the person was named by hangs on the identifier and would go with it`,
    NAME_FROM,
  );
}

const NAME_FROM = 'Name the identifier that it is to be split from: `from`, --from.';

function nothingToCut(): CannotSplitError {
  return new CannotSplitError(
    'the person has no other identifier: there is nothing to split it from',
    'Look at what they hold: maitred who.',
  );
}
