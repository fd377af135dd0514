import { scalarsAt } from './paths.ts';
import { eventsOf, type ToldEvent, type World } from './world.ts';
import type { Json, WrittenMapping, WrittenSelector } from './written.ts';

const EXACT_EVENTS = 32;
const EXACT_KEYS = 100;

/** Whether the guest has another event, before or after, whose values are equal to this one's; or none was asked for. */
export function isMatched(world: World, written: WrittenMapping, event: ToldEvent, now: number): boolean {
  const { matching } = written;
  if (matching === undefined) return true;
  return eventsOf(world, matching, now).some((other) =>
    Object.entries(matching.on).every(([here, there]) => {
      const keys = new Set(scalarsAt(event.properties, here).map(keyOf));
      return scalarsAt(other.properties, there).some((value) => keys.has(keyOf(value)));
    }),
  );
}

/** More events than are remembered: the oldest may be missed. */
export function doubtManyMatches(world: World, written: WrittenMapping, now: number): void {
  const { matching } = written;
  if (matching === undefined) return;
  const left = eventsOf(world, written as WrittenSelector, now).length;
  const right = eventsOf(world, matching, now);
  const keys = Object.values(matching.on).flatMap((path) =>
    right.flatMap(({ properties }) => scalarsAt(properties, path)),
  );
  if (left > EXACT_EVENTS || keys.length > EXACT_KEYS) world.doubt.isRaised = true;
}

/** A number and plain decimal text that spells it are the same. */
function keyOf(value: Json): string {
  const isDecimal =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/u.test(value));
  return JSON.stringify(isDecimal ? Number(value) : value);
}
