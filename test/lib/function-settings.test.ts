import { describe, expect, test } from 'vitest';
import { PROVIDER_CLIENT } from '../../lambdas/adapters/provider-client.ts';
import { WEBHOOK_TIMEOUT_MILLISECONDS } from '../../lambdas/adapters/webhook-client.ts';
import { FUNCTION_SETTINGS } from '../../lib/constructs/function-settings.ts';

const { connectionTimeout, requestTimeout } = PROVIDER_CLIENT.requestHandler;
const PROVIDER_CALL_MILLISECONDS = connectionTimeout + requestTimeout;
/** What a channel's own reads and writes may take besides. */
const ROOM_MILLISECONDS = 4_000;

describe('a channel has the time to see its provider give up, and to say so in the ledger', () => {
  test.each([
    ['email', PROVIDER_CALL_MILLISECONDS],
    ['sms', PROVIDER_CALL_MILLISECONDS],
    // The device's endpoint, then the message.
    ['push', 2 * PROVIDER_CALL_MILLISECONDS],
    ['staff', PROVIDER_CALL_MILLISECONDS],
    ['webhook', WEBHOOK_TIMEOUT_MILLISECONDS],
  ] as const)('%s', (channel, milliseconds) => {
    expect(FUNCTION_SETTINGS[channel].timeoutSeconds * 1000).toBeGreaterThanOrEqual(
      milliseconds + ROOM_MILLISECONDS,
    );
  });
});
