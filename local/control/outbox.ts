import type { StateStore } from '../state/state-store.ts';

/** One message that would have left the system. */
export interface OutboxMessage {
  readonly channel: 'email' | 'sms' | 'push' | 'staff' | 'webhook';
  readonly to: string;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly campaign: string | null;
  readonly at: string;
  readonly profileId: string | null;
}

export interface Outbox {
  add(message: Omit<OutboxMessage, 'at'>): void;
  list(channel?: string): OutboxMessage[];
  clear(): void;
}

const LIST = 'outbox';

/** What would have left, in order, kept in the state store. */
export function createOutbox(state: StateStore, clock: { now(): number }): Outbox {
  return {
    add: (message) =>
      state.append(LIST, JSON.stringify({ ...message, at: new Date(clock.now()).toISOString() })),
    list(channel) {
      const messages = state.list(LIST).map((text) => JSON.parse(text) as OutboxMessage);
      return channel === undefined ? messages : messages.filter((message) => message.channel === channel);
    },
    clear: () => state.clearList(LIST),
  };
}
