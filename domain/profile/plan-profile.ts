import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { isFormerSegment } from '../playbook/program/former-segment.ts';
import type { Profile } from './profile.ts';
import { type History, type Touched, touchProfile } from './touch-profile.ts';

/** What a new program would do to one guest. */
export interface PlannedGuest {
  /** Segments that the guest would enter, and leave, among them those that it no longer has. */
  readonly entered: readonly string[];
  readonly left: readonly string[];
  /** Campaigns that include existing members, and would find the guest to be one. */
  readonly included: readonly string[];
  /** As the new program would keep the guest. */
  readonly after: Profile;
}

export type PlannedProfile =
  | ({ readonly kind: 'planned' } & PlannedGuest)
  | { readonly kind: 'history needed'; readonly identifiers: readonly string[] }
  /** The history is too long to be read: nobody can say here. */
  | { readonly kind: 'too long' };

/**
 * Decides what a new program would do to a guest: what the next touch after a deploy of it would, compared with a touch now.
 * Events are asked for only where the state does not do.
 * @param programs the active one, and the new one as its deployment would run it
 * @throws {StaleProgramError} where the profile was written with a newer program than the active one
 */
export function planProfile(
  { active, candidate }: { readonly active: ActiveProgram; readonly candidate: ActiveProgram },
  profile: Profile,
  now: number,
  history?: History,
): PlannedProfile {
  const present = touchProfile(active, profile, now, history);
  const before = profileAfter(present, profile);
  if (before === undefined) return waitingFor(present);
  const deployed = touchProfile(candidate, before, now, history);
  const after = profileAfter(deployed, before);
  if (after === undefined) return waitingFor(deployed);
  const inside = { before: insideOf(before), after: insideOf(after) };
  return {
    kind: 'planned',
    entered: [...inside.after].filter((id) => !inside.before.has(id)),
    left: [...inside.before].filter((id) => !inside.after.has(id)),
    included: includedBy(deployed),
    after,
  };
}

function profileAfter(touched: Touched, profile: Profile): Profile | undefined {
  if (touched.kind === 'unchanged') return profile;
  return touched.kind === 'planned' ? touched.write.profile : undefined;
}

function waitingFor(touched: Touched): PlannedProfile {
  return touched.kind === 'history needed' ? touched : { kind: 'too long' };
}

function insideOf({ segments }: Profile): ReadonlySet<string> {
  return new Set(Object.keys(segments).filter((id) => segments[id]?.since !== null && !isFormerSegment(id)));
}

function includedBy(touched: Touched): readonly string[] {
  const signals = touched.kind === 'planned' ? touched.write.signals : [];
  const campaigns = signals.flatMap((signal) => (signal.type === 'Member Included' ? signal.campaigns : []));
  return [...new Set(campaigns)];
}
