import { isSlotNeeded, type SlotNeeded, type Slots, turnOf } from '../../../domain/campaign/journey/slot.ts';
import type { ReleaseSlots } from '../../adapters/release-slots.ts';

/**
 * Takes a decision, with a turn for each of its steps under a rate: none is taken for what is not sent.
 * @param now the moment of the decision: a free turn is at this one, so nobody waits for it
 * @param decide asked again with one turn more as long as it needs one
 */
export async function takeSlots<Decided extends { readonly kind: string }>(
  { slots }: { readonly slots: ReleaseSlots },
  campaign: string,
  now: number,
  decide: (taken: Slots) => Decided | SlotNeeded,
): Promise<Exclude<Decided, SlotNeeded>> {
  const taken: Record<string, number> = {};
  for (;;) {
    const decided = decide(taken);
    if (!isSlotNeeded(decided)) return decided as Exclude<Decided, SlotNeeded>;
    const { of, intervalMilliseconds } = turnOf(campaign, decided);
    taken[decided.step] = await slots.reserve(of, now, intervalMilliseconds);
  }
}
