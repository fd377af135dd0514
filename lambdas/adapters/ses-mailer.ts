import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { EmailMessage, MessageOrigin } from '../../domain/campaign/delivery/message.ts';
import { signUnsubscribeToken } from './link-token.ts';
import { composeMail } from './mail-composer.ts';
import { PROVIDER_CLIENT } from './provider-client.ts';
import { outcomeOfAwsError } from './provider-outcome.ts';

/** The client through which mail leaves. */
export function createSesClient(): SESClient {
  return new SESClient(PROVIDER_CLIENT);
}

/**
 * Sends mail with SES.
 * @returns a function that composes and sends one mail, and tells what came of it
 */
export function createSesMailer(options: {
  readonly client: SESClient;
  /** Where guests reach the API. */
  readonly publicUrl: string;
  /** The key that signs unsubscribe links. */
  readonly linkSecret: () => Promise<string>;
}): (message: EmailMessage, origin: MessageOrigin) => Promise<SendOutcome> {
  const { client, publicUrl, linkSecret } = options;

  const unsubscribeUrl = async ({ unsubscribe }: EmailMessage): Promise<string | undefined> => {
    if (unsubscribe === undefined) return undefined;
    const token = signUnsubscribeToken(await linkSecret(), unsubscribe);
    return `${publicUrl.replace(/\/$/, '')}/v1/unsubscribe/${token}`;
  };

  return async (message, origin) => {
    const raw = await composeMail(message, await unsubscribeUrl(message));
    const command = new SendRawEmailCommand({
      // Named here too, so that nothing in the headers can add a recipient.
      Destinations: [message.to],
      RawMessage: { Data: raw },
      Tags: [
        { Name: 'campaign', Value: tagValue(origin.campaign) },
        { Name: 'step', Value: tagValue(origin.step) },
        { Name: 'profileId', Value: tagValue(origin.profileId) },
      ],
    });
    try {
      await client.send(command);
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfAwsError('SES', error);
    }
  };
}

/** SES takes letters, digits, `_`, `-`, `.` and `@` in tags, at most 256. */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9_.@-]/g, '_').slice(0, 256);
}
