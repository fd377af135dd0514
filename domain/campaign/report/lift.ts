import { wilsonInterval } from './wilson-interval.ts';

/** How many of a group reached the goal. */
export interface MeasuredGroup {
  readonly entered: number;
  readonly converted: number;
}

/** A share from 0 to 1, with its 95 % interval. */
export interface Rate {
  readonly rate: number;
  readonly interval: readonly [low: number, high: number];
}

/** What a campaign changed: how much more of the treated reached the goal than of those held out. */
export interface Lift {
  /** Difference of the two rates, from −1 to 1. */
  readonly difference: number;
  /** The difference's 95 % interval. */
  readonly interval: readonly [low: number, high: number];
  /** The difference as a share of the rate of the held out; null where none of them reached the goal. */
  readonly relative: number | null;
}

/** @returns null where there is nobody in the group */
export function rateOf({ entered, converted }: MeasuredGroup): Rate | null {
  if (entered === 0) return null;
  const { low, high } = wilsonInterval(converted, entered);
  return { rate: converted / entered, interval: [low, high] };
}

/**
 * Compares two groups. The interval is Newcombe's, of Wilson's intervals of the two shares: it is right also for few people and
 * for shares near 0 and 1. https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I (method 10)
 * @returns null where one group has nobody
 */
export function liftOf(treated: MeasuredGroup, heldOut: MeasuredGroup): Lift | null {
  const [one, other] = [rateOf(treated), rateOf(heldOut)];
  if (one === null || other === null) return null;
  const difference = one.rate - other.rate;
  const below = Math.hypot(one.rate - one.interval[0], other.interval[1] - other.rate);
  const above = Math.hypot(one.interval[1] - one.rate, other.rate - other.interval[0]);
  return {
    difference,
    interval: [Math.max(-1, difference - below), Math.min(1, difference + above)],
    relative: other.rate === 0 ? null : difference / other.rate,
  };
}
