import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { joinOutcomes, type SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { MessageOrigin, StaffMessage } from '../../domain/campaign/delivery/message.ts';
import { outcomeOfAwsError } from './provider-outcome.ts';

/** SNS takes at most 100 characters of printable ASCII as a subject. */
const SUBJECT_CHARACTERS = 100;

/**
 * Sends alerts to the venues' SNS topics; a filter policy on `role` decides which devices get them.
 * @returns a function that sends one alert to its venues, and tells what came of it
 */
export function createStaffPublisher(options: {
  readonly client: SNSClient;
  /** A venue's topic is `<prefix><venueId>`. */
  readonly topicArnPrefix: string;
}): (message: StaffMessage, origin: MessageOrigin) => Promise<SendOutcome> {
  const publish = async (
    venue: string,
    message: StaffMessage,
    origin: MessageOrigin,
  ): Promise<SendOutcome> => {
    const attributes = { role: message.role, venue, campaign: origin.campaign, profileId: origin.profileId };
    const subject = subjectOf(message.subject);
    const command = new PublishCommand({
      TopicArn: `${options.topicArnPrefix}${venue}`,
      Message: message.text,
      ...(subject === '' ? {} : { Subject: subject }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    });
    try {
      await options.client.send(command);
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfAwsError(`SNS (venue ${venue})`, error);
    }
  };
  return async (message, origin) =>
    joinOutcomes(await Promise.all(message.venues.map((venue) => publish(venue, message, origin))));
}

function subjectOf(text: string): string {
  const ascii = text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  return ascii.trim().slice(0, SUBJECT_CHARACTERS);
}
