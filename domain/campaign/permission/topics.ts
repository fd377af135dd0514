import type { Profile } from '../../profile/profile.ts';
import type { Refusal } from './refusal.ts';

/** Under what name a guest's choice about a topic is kept among their consents: `topic:rooms`. */
export function topicChoiceOf(topic: string): string {
  return `topic:${topic}`;
}

/** Tells whether a guest has refused a topic; who never chose has not. */
export function isTopicRefused({ consent }: Pick<Profile, 'consent'>, topic: string): boolean {
  const name = topicChoiceOf(topic);
  return Object.hasOwn(consent, name) && consent[name]?.granted === false;
}

/** Why a guest gets nothing about these topics: one of them was refused. */
export function refuseByTopic(
  profile: Pick<Profile, 'consent'>,
  topics: readonly string[] = [],
): Refusal | undefined {
  const refused = topics.find((topic) => isTopicRefused(profile, topic));
  return refused === undefined ? undefined : { reason: 'topic', why: `the topic ${refused} was refused` };
}
