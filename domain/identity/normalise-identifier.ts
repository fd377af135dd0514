import { joinIdentifier } from './identifier.ts';
import type { IdentityRules } from './identity-rules.ts';
import { readPhone } from './read-phone.ts';

/** A longer value identifies nobody. */
export const MAXIMUM_IDENTIFIER_CHARACTERS = 200;

/** Zero-width characters, marks of direction, byte order marks: two who differ in these alone look the same to everybody. */
const FORMAT = /\p{Cf}/gu;
/**
 * A control character, half of a surrogate pair, or none at all: it shows nowhere, and takes six bytes as JSON or is refused by
 * queues. U+FFFD stands for what somebody could not decode: any two such values would be one.
 */
const UNREADABLE = /[\p{Cc}\p{Cs}\uFFFD\uFFFE\uFFFF]/u;
const PLAUSIBLE_EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Brings a value to the form in which it identifies: emails in lower case, phone numbers in E.164, all in Unicode's composed
 * form (NFC), without format characters and trimmed, numbers as text.
 * @returns `email#john@example.com`; undefined where the namespace is unknown or the value blocked or implausible
 */
export function normaliseIdentifier(
  rules: IdentityRules,
  namespace: string,
  value: unknown,
): string | undefined {
  if (!rules.namespaces.some((known) => known.name === namespace)) return undefined;
  const text = readIdentifierText(value);
  if (text === undefined || isBlocked(rules, text)) return undefined;
  const normalised = normaliseValue(rules, namespace, text);
  if (normalised === undefined || normalised.length > MAXIMUM_IDENTIFIER_CHARACTERS) return undefined;
  return isBlockedAs(rules, namespace, normalised) ? undefined : joinIdentifier(namespace, normalised);
}

/** A value of any namespace as text, in the one form that it has; undefined where it can identify nobody. */
export function readIdentifierText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = cleanText(value);
  const isPlausible = text !== '' && text.length <= MAXIMUM_IDENTIFIER_CHARACTERS && !UNREADABLE.test(text);
  return isPlausible ? text : undefined;
}

/** Composed last: what a format character held apart may compose. */
function cleanText(text: string): string {
  return text.replace(FORMAT, '').normalize('NFC').trim();
}

function isBlocked(rules: IdentityRules, text: string): boolean {
  return blockedForms(rules, 'as text', (blocked) => blocked.toLowerCase()).has(text.toLowerCase());
}

/** However a blocked number or address is written, in the playbook or in the message. */
function isBlockedAs(rules: IdentityRules, namespace: string, normalised: string): boolean {
  const forms = blockedForms(rules, namespace, (blocked) => normaliseValue(rules, namespace, blocked));
  return forms.has(normalised);
}

/** Reading numbers takes its time, and rules are the same for thousands of events. */
const FORMS = new WeakMap<IdentityRules, Map<string, ReadonlySet<string | undefined>>>();

function blockedForms(
  rules: IdentityRules,
  kind: string,
  form: (blocked: string) => string | undefined,
): ReadonlySet<string | undefined> {
  const ofRules = FORMS.get(rules) ?? new Map<string, ReadonlySet<string | undefined>>();
  FORMS.set(rules, ofRules);
  const forms = ofRules.get(kind) ?? new Set(rules.blocked.map((blocked) => form(cleanText(blocked))));
  ofRules.set(kind, forms);
  return forms;
}

function normaliseValue(rules: IdentityRules, namespace: string, text: string): string | undefined {
  if (namespace === 'email') return normaliseEmail(text);
  if (namespace === 'phone') return readPhone(text, rules.country);
  return text;
}

/** Lower case can take a character apart. */
function normaliseEmail(text: string): string | undefined {
  const email = text.toLowerCase().normalize('NFC');
  return PLAUSIBLE_EMAIL.test(email) ? email : undefined;
}
