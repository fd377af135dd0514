import type { JsonObject, JsonValue } from '../../../domain/event/json.ts';
import { isJsonObject } from '../../../domain/event/strip-nulls.ts';

/** Whatever is called so may say where somebody is; a refused message may misspell it. */
const BEACON = /beacon/i;

/**
 * A refused message as it may be kept to be asked why: where somebody was is not stored without their consent, in quarantine
 * either, and nobody has judged the consent of what was refused for another reason.
 */
export function withoutPlace(message: JsonValue): JsonValue {
  if (Array.isArray(message)) return message.map(withoutPlace);
  // A message sent as text, location and all, is not taken apart.
  if (typeof message === 'string') return '';
  if (!isJsonObject(message)) return message;
  if (BEACON.test(JSON.stringify([message.event, message.name]))) return onlyItsNames(message);
  const { context, ...others } = message;
  if (context === undefined) return message;
  if (!isJsonObject(context)) return others;
  const { location: _location, ...kept } = context;
  return { ...others, context: kept };
}

/** What tells a message from others, and nothing of what it says. */
export function onlyItsNames(message: JsonValue): JsonObject {
  if (!isJsonObject(message)) return {};
  const names = ['messageId', 'type', 'event'].map((name) => [name, textOf(message[name])] as const);
  return Object.fromEntries(names);
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
