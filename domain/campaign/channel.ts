export const CHANNELS = ['email', 'sms', 'push', 'webhook', 'staff'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A channel that speaks to the guest. */
export type GuestChannel = 'email' | 'sms' | 'push';

/** Tells whether a channel speaks to the guest: the others speak to staff and to other systems. */
export function isGuestChannel(channel: string): channel is GuestChannel {
  return channel === 'email' || channel === 'sms' || channel === 'push';
}
