import { SNSClient } from '@aws-sdk/client-sns';

/** A client that tries once: a message whose answer was lost may have left, and must not leave twice. */
export function createSnsClient(): SNSClient {
  return new SNSClient({ maxAttempts: 1 });
}
