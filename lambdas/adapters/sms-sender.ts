import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { SmsMessage } from '../../domain/campaign/delivery/message.ts';
import { outcomeOfAwsError } from './provider-outcome.ts';

/**
 * Sends text messages with SNS.
 * @returns a function that sends one, and tells what came of it
 */
export function createSmsSender(client: SNSClient): (message: SmsMessage) => Promise<SendOutcome> {
  return async ({ to, text, senderId }) => {
    const command = new PublishCommand({
      PhoneNumber: to,
      Message: text,
      ...(senderId === undefined
        ? {}
        : { MessageAttributes: { 'AWS.SNS.SMS.SenderID': stringOf(senderId) } }),
    });
    try {
      await client.send(command);
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfAwsError('SNS', error);
    }
  };
}

function stringOf(StringValue: string) {
  return { DataType: 'String', StringValue };
}
