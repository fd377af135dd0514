import type { JsonObject, JsonValue } from '../event/json.ts';
import { jsonBytes } from '../event/json-bytes.ts';
import { isZone } from '../time/is-zone.ts';
import type { Profile, Stamp, Stamped } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import { laterValue } from './stamped.ts';

/**
 * A guest's surroundings and those that an event's context tells: the later of each, where it is not too long. A zone that
 * no clock knows is passed over: a device that is wrong once does not make the night unknown.
 */
export function uniteSurroundings(
  before: Profile['surroundings'],
  context: JsonObject,
  stamp: Stamp,
): Profile['surroundings'] {
  const timezone = later(before.timezone, context.timezone, stamp, isZone);
  const locale = later(before.locale, context.locale, stamp);
  if (timezone === before.timezone && locale === before.locale) return before;
  return { ...(timezone && { timezone }), ...(locale && { locale }) };
}

function later(
  before: Stamped<string> | undefined,
  told: JsonValue | undefined,
  { at, messageId }: Stamp,
  isUsable: (told: string) => boolean = () => true,
): Stamped<string> | undefined {
  if (typeof told !== 'string') return before;
  const isKnown = told === before?.value;
  if (!isKnown && (jsonBytes(told) > PROFILE_LIMITS.surroundingBytes || !isUsable(told))) return before;
  const after = { value: told, at, messageId };
  return before === undefined ? after : laterValue(before, after);
}
