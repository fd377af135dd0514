import type { Membership } from '../profile/profile.ts';

/** Whether a membership is one now. */
export function isInside(membership: Membership | undefined): boolean {
  return (membership?.since ?? null) !== null;
}
