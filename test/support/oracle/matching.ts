import { scalarsAt } from './paths.ts';
import { eventsOf, type ToldEvent, type World } from './world.ts';
import type { Json, WrittenMapping, WrittenSelector } from './written.ts';

const EXACT_EVENTS = 32;
const EXACT_KEYS = 100;
const EXACT_KEYS_OF_EVENT = 32;
const EXACT_KEYS_OF_EVENTS = 100;

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

/** More events than are remembered, or more values of them: some may be missed. */
export function doubtManyMatches(world: World, written: WrittenMapping, now: number): void {
  const { matching } = written;
  if (matching === undefined) return;
  const left = eventsOf(world, written as WrittenSelector, now);
  const right = eventsOf(world, matching, now);
  const combinations = (event: ToldEvent, paths: readonly string[]) =>
    paths.reduce((product, path) => product * scalarsAt(event.properties, path).length, 1);
  const keys = right.reduce((sum, event) => sum + combinations(event, Object.values(matching.on)), 0);
  const own = left.map((event) => combinations(event, Object.keys(matching.on)));
  const isRich =
    own.some((each) => each > EXACT_KEYS_OF_EVENT) ||
    own.reduce((sum, each) => sum + each, 0) > EXACT_KEYS_OF_EVENTS;
  if (left.length > EXACT_EVENTS || keys > EXACT_KEYS || isRich) world.doubt.isRaised = true;
}

/** A number and plain decimal text that spells it are the same; `07` is no number, but a name. */
function keyOf(value: Json): string {
  const isDecimal =
    typeof value === 'number' || (typeof value === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?$/u.test(value));
  return JSON.stringify(isDecimal ? Number(value) : value);
}
