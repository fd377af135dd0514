import { whereHolds } from './matchers.ts';
import type { Json, Written, WrittenPlaybook, WrittenSelector } from './written.ts';

/** An event as it was told of a guest. */
export interface ToldEvent {
  /** Absent where it only tells traits. */
  readonly name?: string;
  readonly messageId: string;
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly receivedAt: number;
  readonly identifiers: readonly string[];
  readonly properties: Readonly<Record<string, Json>>;
  readonly traits: Readonly<Record<string, Json>>;
  readonly context: Readonly<Record<string, Json>>;
  readonly consent: Readonly<Record<string, boolean>>;
}

/** @param file the id of the file that asks: what is random is so by file */
export type Judge = (world: World, written: Written, now: number, file: string) => boolean;

/** All that there is to know of a guest: every event, and facts that have no time. */
export interface World {
  readonly playbook: WrittenPlaybook;
  /** By (time, messageId). */
  readonly events: readonly ToldEvent[];
  readonly identifiers: readonly string[];
  readonly seed: string;
  /** Messages that were decided. */
  readonly sends: readonly { readonly at: number; readonly campaign: string }[];
  /** Where a journey asks: when it began, and whether nothing before that counts unless the author says so. */
  readonly journey?: { readonly entryAt: number; readonly isClock: boolean };
  /** What was found out already: only to be quick. */
  readonly memory: Map<object | string, unknown>;
  /** Whether a condition of a file holds of this guest at a moment: how it is found out. */
  readonly judge: Judge;
  /** Raised where a documented limit makes a value approximate. */
  readonly doubt: { isRaised: boolean };
}

export function zoneOf({ playbook }: World): string {
  return playbook.settings.timezone;
}

/**
 * The events that a selector means, up to now, by (time, messageId). What an event's `where` asks about the present is
 * asked as of the event's own time.
 */
export function eventsOf(world: World, selector: WrittenSelector, now: number): readonly ToldEvent[] {
  const known = world.memory.get(selector) as readonly ToldEvent[] | undefined;
  const all = known ?? world.events.filter((event) => isMeant(world, selector, event));
  if (known === undefined) world.memory.set(selector, all);
  return all.at(-1) === undefined || (all.at(-1)?.time ?? 0) <= now
    ? all
    : all.filter(({ time }) => time <= now);
}

/** Whether a selector means an event. */
export function isMeant(world: World, { event: names, where }: WrittenSelector, event: ToldEvent): boolean {
  const { name, properties, context, time } = event;
  if (name === undefined) return false;
  const asked = Array.isArray(names) ? names : [names];
  if (!asked.includes('any') && !asked.includes(name)) return false;
  return whereHolds({ ...properties, context }, where, { now: time, zone: zoneOf(world) });
}
