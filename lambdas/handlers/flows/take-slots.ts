import type { Rate } from '../../../domain/campaign/step.ts';
import type { ReleaseSlots } from '../../adapters/release-slots.ts';

/** A decision cannot be taken before a step under a rate has its turn. */
export interface SlotNeeded {
  readonly kind: 'slot needed';
  readonly step: string;
  readonly rate: Rate;
}

/** The turns that a decision has, by step: when each is. */
export type Slots = Readonly<Record<string, number>>;

/**
 * Takes a decision, with a turn for each of its steps under a rate: none is taken for what is not sent.
 * @param decide asked again with one turn more as long as it needs one
 */
export async function takeSlots<Decided extends { readonly kind: string }>(
  { slots, clock }: { readonly slots: ReleaseSlots; readonly clock: () => number },
  campaign: string,
  decide: (taken: Slots) => Decided | SlotNeeded,
): Promise<Exclude<Decided, SlotNeeded>> {
  const taken: Record<string, number> = {};
  for (;;) {
    const decided = decide(taken);
    if (!isSlotNeeded(decided)) return decided as Exclude<Decided, SlotNeeded>;
    const { step, rate } = decided;
    const interval = rate.perMilliseconds / rate.messages;
    taken[step] = await slots.reserve(`${campaign}#${step}`, clock(), interval);
  }
}

function isSlotNeeded(decided: { readonly kind: string }): decided is SlotNeeded {
  return decided.kind === 'slot needed';
}
