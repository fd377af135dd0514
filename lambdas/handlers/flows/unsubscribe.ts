import {
  formatUnsubscribeClaim,
  type UnsubscribeClaim,
} from '../../../domain/campaign/delivery/unsubscribe-token.ts';
import { isTopicRefused, topicChoiceOf } from '../../../domain/campaign/permission/topics.ts';
import { fingerprint } from '../../../domain/event/fingerprint.ts';
import { makeOwnEvent } from '../../../domain/event/own-event.ts';
import { rankIdentifiers } from '../../../domain/identity/rank-identifiers.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { readUnsubscribeToken } from '../../adapters/link-token.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';
import { timeToStore } from './time-to-store.ts';
import type { Choices } from './unsubscribe-page.ts';

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

/** What a link lets its holder refuse: the purpose, and the topics that the campaign has now. */
export async function readChoices(
  { playbook, profiles }: UnsubscribeDependencies,
  { profileId, purpose, campaign = '' }: UnsubscribeClaim,
): Promise<Choices> {
  const { program } = await playbook.active();
  const topics = Object.hasOwn(program.campaigns, campaign) ? program.campaigns[campaign]?.topics : undefined;
  // As far as events have been folded.
  const consent = (await profiles.readLiving(profileId))?.consent ?? {};
  const isWithdrawn = Object.hasOwn(consent, purpose) && consent[purpose]?.granted === false;
  const refused = topics?.filter((topic) => isTopicRefused({ consent }, topic)) ?? [];
  return { house: program.name, purpose, isWithdrawn, topics: topics ?? [], refused };
}

/**
 * Refuses what a link is about, the purpose or a topic, as the event `Unsubscribed` of the person the message went to.
 * A click and its repetitions within a second are one event. A later click is another: whether somebody opted in between
 * may not be folded yet, and who follows the link means it.
 * Somebody who was erased meanwhile has nothing left to withdraw.
 * @param topic undefined for the purpose
 * @throws UnavailableError where it could not be stored, or not in time
 */
export async function unsubscribe(
  dependencies: UnsubscribeDependencies,
  claim: UnsubscribeClaim,
  topic: string | undefined,
  traceId: string,
): Promise<void> {
  const startedAt = dependencies.clock();
  const { profileId, purpose, campaign, step } = claim;
  const choice = topic === undefined ? purpose : topicChoiceOf(topic);
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
      messageId: `unsubscribed-${fingerprint(`${formatUnsubscribeClaim(claim)} ${choice} ${at}`)}`,
      at,
      source: 'maitred',
      properties: {
        ...(topic === undefined ? { purpose } : { topic }),
        ...(campaign === undefined ? {} : { campaign }),
        ...(step === undefined ? {} : { step }),
      },
      consent: { [choice]: false },
      traceId,
    }),
    timeToStore(startedAt, dependencies.clock()),
  );
}
