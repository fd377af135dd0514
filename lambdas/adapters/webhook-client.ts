import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SendOutcome } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { MessageOrigin, WebhookMessage } from '../../domain/campaign/delivery/message.ts';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { isNotConnected } from './provider-outcome.ts';
import { PRIVATE_TARGET, type WebhookPost } from './webhook-post.ts';
import { refuseTarget } from './webhook-target.ts';

export const WEBHOOK_TIMEOUT_MILLISECONDS = 15_000;
/** The receiver says that it wants no more of these. */
const GONE = 410;

/**
 * Calls webhooks, signed by Standard Webhooks.
 * @returns a function that makes one attempt, and tells what came of it; it throws only what a retry helps
 */
export function createWebhookClient(options: {
  readonly post: WebhookPost;
  /** Turns `ssm:/path` into the secret it stands for. */
  readonly resolveSecret: (reference: string) => Promise<string>;
  readonly isLocal: boolean;
  readonly clock: () => number;
}): (message: WebhookMessage, origin: MessageOrigin) => Promise<SendOutcome> {
  const { post, resolveSecret, isLocal, clock } = options;
  return async (message, origin) => {
    const refusal = refuseTarget(message.url, isLocal);
    if (refusal !== undefined) return { kind: 'refused', why: refusal };
    const body = JSON.stringify(message.body);
    const headers = signedHeaders(
      await resolveSecret(message.secret),
      webhookIdOf(origin),
      new Date(clock()),
      body,
    );
    try {
      const request = { url: message.url, headers, body, timeoutMilliseconds: WEBHOOK_TIMEOUT_MILLISECONDS };
      return outcomeOfStatus(await post(request));
    } catch (error) {
      return outcomeOfError(error);
    }
  };
}

/** The same for every attempt, so that the receiver can drop a repeat. */
function webhookIdOf(origin: Pick<MessageOrigin, 'deliveryProfileId' | 'deliveryId'>): string {
  const key = JSON.stringify([origin.deliveryProfileId, origin.deliveryId]);
  return `msg_${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`;
}

function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Maitred-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signerOf(secret).sign(id, at, body),
  };
}

function signerOf(secret: string): Webhook {
  try {
    return new Webhook(secret.trim());
  } catch (cause) {
    throw new InvalidInputError(
      `the destination's secret is not of the form whsec_…: ${(cause as Error).message}`,
      {
        field: 'secret',
      },
    );
  }
}

function outcomeOfStatus(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  const why = `the receiver answered ${status}`;
  return { kind: status === GONE ? 'refused' : 'not accepted', why };
}

function outcomeOfError(error: unknown): SendOutcome {
  const { name, code } = error as { name?: string; code?: string };
  if (code === PRIVATE_TARGET)
    return { kind: 'refused', why: 'the destination leads into a private network' };
  if (isNotConnected(error)) return { kind: 'not accepted', why: 'the receiver cannot be reached' };
  const isTimeout = name === 'TimeoutError' || name === 'AbortError';
  const why = isTimeout
    ? `no answer within ${WEBHOOK_TIMEOUT_MILLISECONDS / 1000} seconds`
    : `the connection was lost (${code ?? name ?? 'unknown'})`;
  return { kind: 'unknown', why };
}
