import { type AdvanceInput, advanceJourney } from './advance-journey.ts';
import { decideEntry, type EntryInput, type RefusedEntryDecision } from './decide-entry.ts';
import type { Decision } from './decision.ts';
import { isOutdated } from './outdated.ts';
import type { SlotNeeded } from './slot.ts';

export type Beginning =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | RefusedEntryDecision
  /** The profile is not kept as the active playbook asks for it: bring it up to date, then ask again. */
  | { readonly kind: 'profile outdated' }
  | SlotNeeded;

/** Decides whether a signal begins a journey, and runs its first steps in the same decision. */
export function beginJourney(input: EntryInput & Pick<AdvanceInput, 'event' | 'slots'>): Beginning {
  const { active, campaign, profile, event, slots } = input;
  if (isOutdated({ active, begun: active }, campaign, profile)) return { kind: 'profile outdated' };
  // What the guest's state holds by a faster clock was folded along with what triggers: nothing would tell of it again.
  const now = Math.max(input.now, profile.lastSeen);
  const entry = decideEntry({ ...input, now });
  if (entry.kind === 'refused') return entry;
  const entered = { ...profile, contacts: entry.contacts };
  // An entry that lies ahead of this clock (another machine's is faster) begins all the same: nothing would wake it.
  const moment = Math.max(now, entry.journey.enteredAt);
  const advance = advanceJourney({
    active,
    campaign,
    journey: entry.journey,
    profile: entered,
    now: moment,
    event,
    ...(slots && { slots }),
  });
  if (advance.kind === 'nothing due') throw new Error('a journey that begins now is due now');
  return advance;
}
