import { acceptMessage } from '../../domain/event/accept-message.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { TimedMessage } from './read-messages.ts';
import { reasonOf } from './reason-of.ts';

/** Why the collector of a playbook would refuse a message, if it would. Nothing is changed by asking. */
export function whyRefused(
  { at, message }: TimedMessage,
  { identity, consent }: Program,
): string | undefined {
  try {
    const rules = { identity, consent };
    acceptMessage({ messageId: 'message', ...message }, { receivedAt: at, source: 'story', rules });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
