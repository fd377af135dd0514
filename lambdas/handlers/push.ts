import { createPushSender } from '../adapters/push-sender.ts';
import { createSnsClient } from '../adapters/sns-client.ts';
import { wireChannel } from './flows/channel.ts';

/** Lambda's entry: delivers push notifications. */
export const handler = wireChannel('push', () => createPushSender(createSnsClient()));
