import {
  isSlotNeeded,
  type SlotNeeded,
  type Slots,
  type Turn,
  turnOf,
} from '../../domain/campaign/journey/slot.ts';

/** The turns of steps under a rate, as `release-slots.ts` gives them. */
export class SimulatedSlots {
  readonly #nextAt = new Map<string, number>();

  /** Takes a decision, with a turn for each of its steps under a rate. */
  decide<Decided extends { readonly kind: string }>(
    campaign: string,
    now: number,
    decide: (slots: Slots) => Decided,
  ): Exclude<Decided, SlotNeeded> {
    const taken: Record<string, number> = {};
    for (;;) {
      const decided = decide(taken);
      if (!isSlotNeeded(decided)) return decided as Exclude<Decided, SlotNeeded>;
      taken[decided.step] = this.#reserve(turnOf(campaign, decided), now);
    }
  }

  #reserve({ of, intervalMilliseconds }: Turn, now: number): number {
    const at = Math.max(now, this.#nextAt.get(of) ?? now);
    this.#nextAt.set(of, at + intervalMilliseconds);
    return Math.ceil(at);
  }
}
