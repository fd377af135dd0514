import type { Rate } from '../step.ts';

/** The turns that a rate gave to sends that asked for one: by step, when each is. Milliseconds since the epoch. */
export type Slots = Readonly<Record<string, number>>;

/** Nothing can be decided before this send has been given a turn. */
export interface SlotNeeded {
  readonly kind: 'slot needed';
  readonly step: string;
  readonly rate: Rate;
}

/** Tells whether a decision waits for a turn: it is asked again with that among its `slots`. */
export function isSlotNeeded(decided: { readonly kind: string }): decided is SlotNeeded {
  return decided.kind === 'slot needed';
}

/** What takes turns with itself, and how far apart they are. */
export interface Turn {
  readonly of: string;
  /** May have a fraction. */
  readonly intervalMilliseconds: number;
}

/** The turns that a step of a campaign takes: of its own, whatever version a journey has. */
export function turnOf(campaign: string, { step, rate }: SlotNeeded): Turn {
  return { of: `${campaign}#${step}`, intervalMilliseconds: rate.perMilliseconds / rate.messages };
}
