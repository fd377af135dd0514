import type { OutboxMessage } from '../control/outbox.ts';
import type { OutsideCall } from '../functions/worker-protocol.ts';

/** A call to somewhere else, as the outbox shows it: a webhook that would have left. */
export function outboxMessageOf(
  call: OutsideCall,
  origin: Pick<OutboxMessage, 'campaign' | 'profileId'>,
): Omit<OutboxMessage, 'at'> {
  return {
    channel: 'webhook',
    to: call.url,
    subject: null,
    text: call.body,
    html: null,
    headers: call.headers,
    body: parseJson(call.body),
    ...origin,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a body that is not JSON is shown as it is
  }
}
