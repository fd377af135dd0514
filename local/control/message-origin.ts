import type { Invocation } from '../functions/function-host.ts';

/** Finds which campaign and guest a message belongs to, from the invocation that sends it. */
export type MessageOrigin = (invocation: Invocation | undefined) => {
  readonly campaign: string | null;
  readonly profileId: string | null;
};

interface QueueEvent {
  readonly Records?: readonly { readonly body?: string }[];
}

interface Envelope {
  readonly detail?: { readonly campaign?: string; readonly profileId?: string };
}

/**
 * Reads the signal that the invocation is about. Messages that ask for a delivery are handed out one at a time here
 * (`queue-mapping.ts`), so there is exactly one.
 */
export const originOfMessage: MessageOrigin = (invocation) => {
  const [record] = (invocation?.event as QueueEvent | undefined)?.Records ?? [];
  const envelope = parseEnvelope(record?.body);
  return { campaign: envelope.detail?.campaign ?? null, profileId: envelope.detail?.profileId ?? null };
};

function parseEnvelope(body: string | undefined): Envelope {
  try {
    return body === undefined ? {} : (JSON.parse(body) as Envelope);
  } catch {
    return {}; // not a message of ours: it has no origin
  }
}
