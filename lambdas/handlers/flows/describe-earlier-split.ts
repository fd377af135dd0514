import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import type { Separation } from '../../../domain/identity/separation.ts';
import {
  type DescribedSplit,
  describeSplit,
  type SideFacts,
} from '../../../domain/profile/describe-split.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { EMPTIED } from '../../../domain/profile/unfolded.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';

/**
 * Answers a split that was made before, from what stands now. Where a state is still empty, the job that folds it may have
 * been lost: it is sent again.
 */
export async function describeEarlierSplit(
  {
    profiles,
    refoldQueue,
  }: { readonly profiles: ProfileStore; readonly refoldQueue: Pick<QueueSender, 'send'> },
  rules: IdentityRules,
  { separation, isDryRun }: { readonly separation: Separation; readonly isDryRun: boolean },
): Promise<DescribedSplit> {
  const ends = [separation.identifier, separation.from] as const;
  const [separated, remaining, rows] = await Promise.all([
    profiles.findByIdentifier(separation.identifier),
    profiles.findByIdentifier(separation.from),
    profiles.readIdentities(ends),
  ]);
  const refusals = [...rows.values()].flatMap(({ refused }) => refused);
  const link = refusals.find(
    ({ identifier, to, rule }) => rule === 'split' && ends.includes(identifier) && ends.includes(to),
  );
  const waiting = [separated, remaining].flatMap((profile) =>
    profile?.program.aggregates === EMPTIED ? [profile.profileId] : [],
  );
  if (!isDryRun && waiting.length > 0) await refoldQueue.send(waiting.map(jobOf));
  return describeSplit({
    rules,
    separation,
    link,
    remaining: sideOf(remaining, separation.from),
    separated: sideOf(separated, separation.identifier),
    isRebuilding: waiting.length > 0,
    isDryRun,
  });
}

/** A job of the refold queue: it mends a state, which is no news about the guest. */
export function jobOf(profileId: string): { readonly profileId: string; readonly isQuiet: true } {
  return { profileId, isQuiet: true };
}

function sideOf(profile: Profile | undefined, end: string): SideFacts {
  if (profile === undefined) return { profileId: null, identifiers: [end] };
  return { profileId: profile.profileId, identifiers: Object.keys(profile.identifiers) };
}
