import type { Program } from '../playbook/program/program.ts';
import type { Campaign } from './campaign.ts';
import { isGuestChannel } from './channel.ts';
import { channelsOf } from './step.ts';

/**
 * Tells whether steps of a campaign may ask about the event that triggered it: for a value, or for its venue, where that may
 * say which zone the guest is in.
 */
export function needsEvent(
  program: Pick<Program, 'timezone' | 'venues' | 'permission'>,
  campaign: Campaign,
): boolean {
  if (campaign.readsEvent === true) return true;
  const { timezone, venues, permission } = program;
  const quiet = permission?.quietHours?.channels ?? [];
  const hasZones = Object.values(venues).some((venue) => venue.timezone !== timezone);
  return (
    hasZones &&
    campaign.steps.some((step) => {
      if (step.kind === 'send')
        return channelsOf(step).some((it) => isGuestChannel(it) && quiet.includes(it));
      return step.kind === 'wait for time' || step.kind === 'wait for date';
    })
  );
}
