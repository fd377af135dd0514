import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import type { Separation } from '../../../domain/identity/separation.ts';
import {
  type DescribedSplit,
  describeSplit,
  type SideFacts,
} from '../../../domain/profile/describe-split.ts';
import type { FoundCut } from '../../../domain/profile/find-cut.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { EMPTIED } from '../../../domain/profile/unfolded.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';

type SplitBefore = Extract<FoundCut, { kind: 'split before' }>;

interface EarlierDependencies {
  readonly profiles: ProfileStore;
  readonly refoldQueue: Pick<QueueSender, 'send'>;
}

/**
 * Answers a split that was made before, from what stands now. Where a state is still empty, the job that folds it may have
 * been lost: it is sent again.
 * @returns undefined where none of them parted it from whoever holds `from`
 */
export async function describeEarlierSplit(
  dependencies: EarlierDependencies,
  rules: IdentityRules,
  { separations, from }: Pick<SplitBefore, 'separations' | 'from'>,
  isDryRun: boolean,
): Promise<DescribedSplit | undefined> {
  for (const separation of separations) {
    const sides = await readSides(dependencies, separation);
    const isMeant = from === undefined || sides.remaining.identifiers.includes(from);
    if (isMeant) return describeSides(dependencies, rules, { separation, ...sides, isDryRun });
  }
  return undefined;
}

interface EarlierSides {
  readonly separated: SideFacts;
  readonly remaining: SideFacts;
  /** Those whose state is still empty. */
  readonly waiting: readonly string[];
}

async function readSides({ profiles }: EarlierDependencies, ends: Separation): Promise<EarlierSides> {
  const [separated, remaining] = await Promise.all([
    profiles.findByIdentifier(ends.identifier),
    profiles.findByIdentifier(ends.from),
  ]);
  const waiting = [separated, remaining].flatMap((profile) =>
    profile?.program.aggregates === EMPTIED ? [profile.profileId] : [],
  );
  return { separated: sideOf(separated, ends.identifier), remaining: sideOf(remaining, ends.from), waiting };
}

async function describeSides(
  { profiles, refoldQueue }: EarlierDependencies,
  rules: IdentityRules,
  facts: EarlierSides & { readonly separation: Separation; readonly isDryRun: boolean },
): Promise<DescribedSplit> {
  const { separation, waiting, isDryRun } = facts;
  const ends = [separation.identifier, separation.from] as const;
  const rows = await profiles.readIdentities(ends);
  const refusals = [...rows.values()].flatMap(({ refused }) => refused);
  const link = refusals.find(
    ({ identifier, to, rule }) => rule === 'split' && ends.includes(identifier) && ends.includes(to),
  );
  if (!isDryRun && waiting.length > 0) await refoldQueue.send(waiting.map(jobOf));
  return describeSplit({ ...facts, rules, link, isRebuilding: waiting.length > 0, isRepeat: true });
}

/** A job of the refold queue: it mends a state, which is no news about the guest. */
export function jobOf(profileId: string): { readonly profileId: string; readonly isQuiet: true } {
  return { profileId, isQuiet: true };
}

function sideOf(profile: Profile | undefined, end: string): SideFacts {
  if (profile === undefined) return { profileId: null, identifiers: [end] };
  return { profileId: profile.profileId, identifiers: Object.keys(profile.identifiers) };
}
