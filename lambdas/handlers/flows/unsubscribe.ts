import {
  formatUnsubscribeClaim,
  type UnsubscribeClaim,
} from '../../../domain/campaign/delivery/unsubscribe-token.ts';
import { fingerprint } from '../../../domain/event/fingerprint.ts';
import { makeOwnEvent } from '../../../domain/event/own-event.ts';
import { rankIdentifiers } from '../../../domain/identity/rank-identifiers.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { readUnsubscribeToken } from '../../adapters/link-token.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';
import { timeToStore } from './time-to-store.ts';

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

const SECOND_MILLISECONDS = 1_000;

/** Tells whether a link's purpose is withdrawn already, as far as events have been folded. */
export async function isWithdrawn(
  { profiles }: UnsubscribeDependencies,
  { profileId, purpose }: UnsubscribeClaim,
): Promise<boolean> {
  const consent = (await profiles.readLiving(profileId))?.consent ?? {};
  return Object.hasOwn(consent, purpose) && consent[purpose]?.granted === false;
}

/**
 * Withdraws the purpose that a link is about, as the event `Unsubscribed` of the person the message went to.
 * A click and its repetitions within a second are one event. A later click is another: whether somebody opted in between
 * may not be folded yet, and who follows the link means it.
 * Somebody who was erased meanwhile has nothing left to withdraw.
 * @throws UnavailableError where it could not be stored, or not in time
 */
export async function unsubscribe(
  dependencies: UnsubscribeDependencies,
  claim: UnsubscribeClaim,
  traceId: string,
): Promise<void> {
  const startedAt = dependencies.clock();
  const { profileId, purpose, campaign, step } = claim;
  const profile = await dependencies.profiles.readLiving(profileId);
  const { program } = await dependencies.playbook.active();
  const [identifier] = rankIdentifiers(program.identity, Object.keys(profile?.identifiers ?? {}));
  if (identifier === undefined) return;
  // The second's end: a choice made earlier within it never comes after the withdrawal.
  const at = Math.ceil(dependencies.clock() / SECOND_MILLISECONDS) * SECOND_MILLISECONDS;
  await dependencies.events.putOnce(
    makeOwnEvent({
      name: 'Unsubscribed',
      identifier,
      messageId: `unsubscribed-${fingerprint(`${formatUnsubscribeClaim(claim)} ${at}`)}`,
      at,
      source: 'maitred',
      properties: {
        purpose,
        ...(campaign === undefined ? {} : { campaign }),
        ...(step === undefined ? {} : { step }),
      },
      consent: { [purpose]: false },
      traceId,
    }),
    timeToStore(startedAt, dependencies.clock()),
  );
}
