import type { JsonObject, JsonValue } from './json.ts';
import { isJsonObject } from './strip-nulls.ts';
import type { EventType } from './tracking-event.ts';

const PAGE_NAMES: Partial<Record<EventType, string>> = { page: 'Page Viewed', screen: 'Screen Viewed' };

/** What an event is about: the name that conditions match, its properties and the traits it sets. */
export interface Content {
  readonly name?: string;
  readonly properties: JsonObject;
  readonly traits: JsonObject;
}

/**
 * Reads what a message of any type is about. Pages and screens have a name of their own and keep the page's `name`
 * and `category` among the properties; a group's traits are not the person's and stay with its properties.
 * @param message a message that its type's schema has accepted
 */
export function describeContent(type: EventType, message: JsonObject): Content {
  switch (type) {
    case 'track':
      return { name: String(message.event), properties: objectOf(message.properties), traits: {} };
    case 'page':
    case 'screen':
      return { name: PAGE_NAMES[type] ?? type, properties: pageProperties(message), traits: {} };
    case 'identify':
      return { properties: {}, traits: { ...contextTraits(message), ...objectOf(message.traits) } };
    case 'group':
      return { properties: pick(message, ['groupId', 'traits']), traits: {} };
    case 'alias':
      return { properties: pick(message, ['previousId']), traits: {} };
  }
}

function pageProperties(message: JsonObject): JsonObject {
  return { ...objectOf(message.properties), ...pick(message, ['name', 'category']) };
}

function contextTraits(message: JsonObject): JsonObject {
  return objectOf(objectOf(message.context).traits);
}

function pick(message: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(message).filter(([name]) => names.includes(name)));
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
