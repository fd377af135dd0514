import { SNSClient } from '@aws-sdk/client-sns';
import { PROVIDER_CLIENT } from './provider-client.ts';

/** The client through which messages leave by SNS. */
export function createSnsClient(): SNSClient {
  return new SNSClient(PROVIDER_CLIENT);
}
