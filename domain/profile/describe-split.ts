import { splitIdentifier } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { rankIdentifiers } from '../identity/rank-identifiers.ts';
import type { Separation } from '../identity/separation.ts';

/** One of the two, with what they hold. */
export interface SideFacts {
  /** Null: nobody. */
  readonly profileId: string | null;
  readonly identifiers: readonly string[];
}

/** The link that was taken out. */
export interface TakenLink {
  readonly identifier: string;
  readonly to: string;
  readonly messageId: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** A link on the way: splitting `identifier` from `from` takes it out. */
export interface OtherLink {
  readonly identifier: string;
  readonly from: string;
  readonly link: TakenLink;
}

/** All that a description of a split is made of. */
export interface SplitFacts {
  readonly rules: IdentityRules;
  readonly separation: Separation;
  /** Absent where none is known. */
  readonly link?: TakenLink | undefined;
  readonly remaining: SideFacts;
  readonly separated: SideFacts;
  /** Others that may be the wrong one instead. */
  readonly otherLinks?: readonly OtherLink[];
  /** It was done before: nothing was changed. */
  readonly isRepeat?: boolean;
  /** Whether a history is so long that the states are still to be folded. */
  readonly isRebuilding: boolean;
  readonly isDryRun: boolean;
}

interface DescribedIdentifier {
  readonly namespace: string;
  readonly value: string;
}

interface DescribedSide {
  readonly profileId: string | null;
  readonly identifiers: readonly DescribedIdentifier[];
}

/** A split as the API tells it. */
export interface DescribedSplit {
  readonly identifier: DescribedIdentifier;
  readonly from: DescribedIdentifier;
  readonly link: Readonly<Record<string, unknown>> | null;
  readonly otherLinks: readonly {
    readonly identifier: DescribedIdentifier;
    readonly from: DescribedIdentifier;
    readonly link: Readonly<Record<string, unknown>>;
  }[];
  readonly remaining: DescribedSide;
  readonly separated: DescribedSide;
  readonly rebuilding: boolean;
  readonly isRepeat: boolean;
  readonly dryRun: boolean;
}

/** Describes a split: when the command is given again in the same way, but that it says so. */
export function describeSplit(facts: SplitFacts): DescribedSplit {
  const { rules, separation, link, otherLinks = [], isRebuilding, isRepeat = false, isDryRun } = facts;
  const describeSide = ({ profileId, identifiers }: SideFacts) => ({
    profileId,
    identifiers: rankIdentifiers(rules, identifiers).map(splitIdentifier),
  });
  return {
    identifier: splitIdentifier(separation.identifier),
    from: splitIdentifier(separation.from),
    link: link === undefined ? null : describeLink(link),
    otherLinks: otherLinks.map(describeOther),
    remaining: describeSide(facts.remaining),
    separated: describeSide(facts.separated),
    rebuilding: isRebuilding,
    isRepeat,
    dryRun: isDryRun,
  };
}

function describeOther({ identifier, from, link }: OtherLink): DescribedSplit['otherLinks'][number] {
  return {
    identifier: splitIdentifier(identifier),
    from: splitIdentifier(from),
    link: describeLink(link),
  };
}

function describeLink({ identifier, to, messageId, at }: TakenLink): Record<string, unknown> {
  return {
    identifier: splitIdentifier(identifier),
    to: splitIdentifier(to),
    messageId,
    at: new Date(at).toISOString(),
  };
}
