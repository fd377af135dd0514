import { type Fault, type FaultPlan, NO_FAULTS } from './faults.ts';
import { makeHistory, type PlannedCall } from './history.ts';
import type { HouseOptions } from './house-options.ts';
import { judgeHouse } from './judge-house.ts';
import { SimulatedHouse } from './simulated-house.ts';

export const STARTS_AT = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;

/** What goes wrong with so many calls of a kind, and what with the others: nothing. */
export function faultsOf(action: string, count: number, fault: () => Fault, every = 1): FaultPlan {
  let seen = 0;
  return {
    next: (call) => {
      if (!call.action.startsWith(action) || seen >= count * every) return { kind: 'none' };
      seen += 1;
      return seen % every === 0 ? fault() : { kind: 'none' };
    },
  };
}

/** Does something after so much time. */
export function later(house: SimulatedHouse, milliseconds: number, work: () => unknown): void {
  const { scheduler } = house.world;
  scheduler.spawn(async () => {
    await scheduler.wait('later', milliseconds);
    await work();
  });
}

/** All within a second: whoever is at work meets everybody else. */
const squeezed = (calls: readonly PlannedCall[]): PlannedCall[] =>
  calls.map((call, place) => ({ ...call, at: STARTS_AT + place * 10 }));

interface Scene {
  readonly seed: number;
  readonly faults?: FaultPlan;
  readonly guests?: number;
  readonly messages?: number;
  readonly isSqueezed?: boolean;
  readonly options?: Partial<HouseOptions>;
}

/** Plays guests who share nothing to their end, and judges it. */
export async function play(
  { seed, faults = NO_FAULTS, guests = 3, messages = 40, isSqueezed = false, options = {} }: Scene,
  prepare: (house: SimulatedHouse) => void = () => {},
): Promise<{ house: SimulatedHouse; calls: readonly PlannedCall[]; wrongs: string[] }> {
  const house = new SimulatedHouse({ seed, startsAt: STARTS_AT, faults, batchSize: 20, ...options });
  const history = makeHistory(seed, { guests, messages, startsAt: STARTS_AT, isShared: false });
  const calls = isSqueezed ? squeezed(history) : history;
  for (const call of calls) house.plan(call);
  prepare(house);
  await house.settle(Math.max(...calls.map(({ at }) => at)) + 14 * DAY);
  return { house, calls, wrongs: judgeHouse(house, calls, { isShared: false }) };
}
