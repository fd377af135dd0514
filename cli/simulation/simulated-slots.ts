import type { Rate } from '../../domain/campaign/step.ts';

/** The turns of steps under a rate, as `release-slots.ts` gives them. */
export class SimulatedSlots {
  readonly #nextAt = new Map<string, number>();

  /** Takes a decision, with a turn for each of its steps under a rate. */
  decide<Decided extends { readonly kind: string }>(
    campaign: string,
    now: number,
    decide: (slots: Readonly<Record<string, number>>) => Decided,
  ): Exclude<Decided, { readonly kind: 'slot needed' }> {
    const taken: Record<string, number> = {};
    for (;;) {
      const decided = decide(taken);
      if (!isSlotNeeded(decided)) return decided as Exclude<Decided, { readonly kind: 'slot needed' }>;
      const { step, rate } = decided;
      taken[step] = this.#reserve(`${campaign}#${step}`, now, rate.perMilliseconds / rate.messages);
    }
  }

  #reserve(of: string, now: number, interval: number): number {
    const at = Math.max(now, this.#nextAt.get(of) ?? now);
    this.#nextAt.set(of, at + interval);
    return Math.ceil(at);
  }
}

function isSlotNeeded(decided: {
  readonly kind: string;
}): decided is { readonly kind: 'slot needed'; readonly step: string; readonly rate: Rate } {
  return decided.kind === 'slot needed';
}
