import type { Channel } from '../../domain/campaign/channel.ts';

/** Who messages are given to: they take everything, but on channels that fail. */
export class SimulatedProviders {
  #failing: { readonly channels: readonly Channel[]; readonly reason: string } = { channels: [], reason: '' };

  /** From now on every message on these channels is refused, and on no other. */
  fail(channels: readonly Channel[], reason: string): void {
    this.#failing = { channels, reason };
  }

  /** Why a message on this channel is refused; undefined: it is taken. */
  refuses(channel: Channel): string | undefined {
    const { channels, reason } = this.#failing;
    return channels.includes(channel) ? reason : undefined;
  }
}
