import { createSmsSender } from '../adapters/sms-sender.ts';
import { createSnsClient } from '../adapters/sns-client.ts';
import { wireChannel } from './flows/channel.ts';

/** Lambda's entry: delivers text messages. */
export const handler = wireChannel('sms', () => createSmsSender(createSnsClient()));
