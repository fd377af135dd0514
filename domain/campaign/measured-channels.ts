import { type Channel, isGuestChannel } from './channel.ts';
import { channelsOf, type SendStep, type Step } from './step.ts';

/**
 * Tells whether a campaign's goal is measured from its first message on a channel: one to the guest, or any where no step sends
 * the guest one.
 */
export function isMeasuredFrom(steps: readonly Step[], channel: Channel): boolean {
  return isGuestChannel(channel) || !steps.some((step) => step.kind === 'send' && speaksToGuest(step));
}

/** Tells whether a step sends something to the guest. */
function speaksToGuest(step: SendStep): boolean {
  return channelsOf(step).some(isGuestChannel);
}
