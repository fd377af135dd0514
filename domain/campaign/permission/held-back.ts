import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import { guestZone } from '../../time/guest-zone.ts';
import type { Campaign } from '../campaign.ts';
import { type Channel, isGuestChannel } from '../channel.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import type { SendStep } from '../step.ts';
import { areAbout, releaseAfterQuiet } from './quiet-hours.ts';

/** What is asked about. */
export interface QuietInput {
  /** The playbook now. */
  readonly program: Program;
  readonly profile: Profile;
  /** As it was when the journey began. */
  readonly campaign: Campaign;
  readonly step: SendStep;
  readonly now: number;
  /** Id of the venue that the triggering event named, if it is known: it may say which zone the guest is in. */
  readonly venue?: string | undefined;
}

/**
 * Until when quiet hours hold a message back, in milliseconds since the epoch. It is asked when a message is decided and once
 * more when it leaves, which may be hours later; what is transactional is never held.
 * @returns undefined where it may leave now
 */
export function heldBackUntil(input: QuietInput, channel: Channel): number | undefined {
  const { program, profile, campaign, step, now, venue } = input;
  const quietHours = program.permission?.quietHours;
  if (!isGuestChannel(channel) || purposeOf(campaign, step, channel) === TRANSACTIONAL) return undefined;
  if (!areAbout(quietHours, channel)) return undefined;
  return releaseAfterQuiet(quietHours, profile.seed, now, guestZone(profile, program, venue));
}
