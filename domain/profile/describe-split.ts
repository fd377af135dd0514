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

/** All that a description of a split is made of. */
export interface SplitFacts {
  readonly rules: IdentityRules;
  readonly separation: Separation;
  /** Absent where none is known. */
  readonly link?: TakenLink | undefined;
  readonly remaining: SideFacts;
  readonly separated: SideFacts;
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
  readonly remaining: DescribedSide;
  readonly separated: DescribedSide;
  readonly rebuilding: boolean;
  readonly dryRun: boolean;
}

/** Describes a split: in the same way when the command is given again. */
export function describeSplit(facts: SplitFacts): DescribedSplit {
  const { rules, separation, link, isRebuilding, isDryRun } = facts;
  const describeSide = ({ profileId, identifiers }: SideFacts) => ({
    profileId,
    identifiers: rankIdentifiers(rules, identifiers).map(splitIdentifier),
  });
  return {
    identifier: splitIdentifier(separation.identifier),
    from: splitIdentifier(separation.from),
    link: link === undefined ? null : describeLink(link),
    remaining: describeSide(facts.remaining),
    separated: describeSide(facts.separated),
    rebuilding: isRebuilding,
    dryRun: isDryRun,
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
