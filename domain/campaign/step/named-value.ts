import type { JsonObject, JsonValue } from '../../event/json.ts';
import { computeTraits } from '../../segment/condition/compute-traits.ts';
import { readPath } from '../../segment/matcher/read-path.ts';
import { eventContext } from '../delivery/message-context.ts';
import type { StepInput } from '../journey/progress.ts';

/**
 * The value that a step names: `profile` and a trait, sent or computed, or `event` and its properties, traits or context;
 * of several that lists on the way hold the first. Undefined where there is none.
 */
export function namedValue(
  input: Pick<StepInput, 'active' | 'profile' | 'event' | 'now'>,
  [of, ...path]: readonly string[],
): JsonValue | undefined {
  if (path.length === 0) return undefined;
  if (of === 'profile') return readPath(traitsOf(input, path), path)[0];
  if (of === 'event' && input.event !== undefined) return readPath(eventContext(input.event), path)[0];
  return undefined;
}

/** Computed traits go before those that were sent, as texts have it. */
function traitsOf(
  { active, profile, now }: Pick<StepInput, 'active' | 'profile' | 'now'>,
  [name = '']: readonly string[],
): JsonObject {
  if (Object.hasOwn(active.program.computedTraits, name)) return computeTraits(active, profile, now);
  return Object.hasOwn(profile.traits, name) ? { [name]: profile.traits[name]?.value ?? null } : {};
}
