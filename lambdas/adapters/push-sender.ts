import { CreatePlatformEndpointCommand, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { joinOutcomes, type SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { PushMessage } from '../../domain/campaign/delivery/message.ts';
import type { PushTarget } from '../../domain/campaign/permission/reachable-address.ts';
import { outcomeOfAwsError } from './provider-outcome.ts';

/**
 * Sends push notifications with SNS to each of the guest's devices.
 * @returns a function that sends one message, and tells what came of it; a device that takes nothing any more fails alone
 */
export function createPushSender(client: SNSClient): (message: PushMessage) => Promise<SendOutcome> {
  const endpointOf = async (application: string, token: string): Promise<string | undefined> => {
    const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: token });
    return (await client.send(command)).EndpointArn;
  };

  const sendTo = async (message: PushMessage, device: PushTarget): Promise<SendOutcome> => {
    const application = message.applications[device.platform];
    if (application === undefined) {
      return { kind: 'refused', why: `the playbook has no channels.push.${device.platform}` };
    }
    try {
      const endpoint = await endpointOf(application, device.token);
      await client.send(
        new PublishCommand({ TargetArn: endpoint, MessageStructure: 'json', Message: payloadOf(message) }),
      );
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfAwsError(`SNS (${device.platform})`, error);
    }
  };

  return async (message) =>
    joinOutcomes(await Promise.all(message.devices.map((device) => sendTo(message, device))));
}

/** What each platform's service is given; SNS takes the part that fits. */
function payloadOf({ title, body, link }: PushMessage): string {
  const apns = JSON.stringify({
    aps: { alert: { title, body }, sound: 'default' },
    ...(link === undefined ? {} : { link }),
  });
  const android = JSON.stringify({
    fcmV1Message: {
      message: { notification: { title, body }, ...(link === undefined ? {} : { data: { link } }) },
    },
  });
  return JSON.stringify({ default: `${title}\n${body}`, APNS: apns, APNS_SANDBOX: apns, GCM: android });
}
