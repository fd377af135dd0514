import { randomUUID } from 'node:crypto';
import type { UnsubscribeClaim } from '../../../domain/campaign/unsubscribe-token.ts';
import { makeOwnEvent } from '../../../domain/event/own-event.ts';
import { rankIdentifiers } from '../../../domain/identity/rank-identifiers.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { readUnsubscribeToken } from '../../adapters/link-token.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';

export interface UnsubscribeDependencies {
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly playbook: ProgramStore;
  readonly profiles: { readonly readLiving: (profileId: string) => Promise<Profile | undefined> };
  /** The key that signs the links. */
  readonly linkSecret: () => Promise<string>;
  readonly clock: () => number;
}

/** What a link of ours says; undefined if it is none. */
export async function readClaim(
  { linkSecret }: UnsubscribeDependencies,
  token: string | undefined,
): Promise<UnsubscribeClaim | undefined> {
  return readUnsubscribeToken(await linkSecret(), token ?? '');
}

/**
 * Withdraws the purpose that a link is about, as the event `Unsubscribed` of the person the message went to.
 * Somebody who was erased meanwhile has nothing left to withdraw.
 */
export async function unsubscribe(
  dependencies: UnsubscribeDependencies,
  claim: UnsubscribeClaim,
): Promise<void> {
  const { profileId, purpose, campaign, step } = claim;
  const profile = await dependencies.profiles.readLiving(profileId);
  const { program } = await dependencies.playbook.active();
  const [identifier] = rankIdentifiers(program.identity, Object.keys(profile?.identifiers ?? {}));
  if (identifier === undefined) return;
  await dependencies.events.putOnce(
    makeOwnEvent({
      name: 'Unsubscribed',
      identifier,
      // A new one each time: who opts in again and follows the same link once more means it again.
      messageId: randomUUID(),
      at: dependencies.clock(),
      source: 'maitred',
      properties: {
        purpose,
        ...(campaign === undefined ? {} : { campaign }),
        ...(step === undefined ? {} : { step }),
      },
      consent: { [purpose]: false },
    }),
  );
}
