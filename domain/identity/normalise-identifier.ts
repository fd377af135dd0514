import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { joinIdentifier } from './identifier.ts';
import type { IdentityRules } from './identity-rules.ts';

/** A longer value identifies nobody. */
export const MAXIMUM_IDENTIFIER_CHARACTERS = 200;

/** A control character, half of a surrogate pair, or none at all: it shows nowhere, and takes six bytes as JSON or is refused by queues. */
const INVISIBLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;
const PLAUSIBLE_EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Brings a value to the form in which it identifies: emails trimmed and in lower case, phone numbers in E.164, other
 * values trimmed, numbers as text.
 * @returns `email#john@example.com`; undefined where the namespace is unknown or the value blocked or implausible
 */
export function normaliseIdentifier(
  rules: IdentityRules,
  namespace: string,
  value: unknown,
): string | undefined {
  if (!rules.namespaces.some((known) => known.name === namespace)) return undefined;
  const text = asText(value);
  if (text === undefined || isBlocked(rules, text)) return undefined;
  const normalised = normaliseValue(rules, namespace, text);
  if (normalised === undefined || normalised.length > MAXIMUM_IDENTIFIER_CHARACTERS) return undefined;
  return isBlocked(rules, normalised) ? undefined : joinIdentifier(namespace, normalised);
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  const isPlausible =
    trimmed !== '' && trimmed.length <= MAXIMUM_IDENTIFIER_CHARACTERS && !INVISIBLE.test(trimmed);
  return isPlausible ? trimmed : undefined;
}

function isBlocked(rules: IdentityRules, text: string): boolean {
  const comparable = text.toLowerCase();
  return rules.blocked.some((blocked) => blocked.trim().toLowerCase() === comparable);
}

function normaliseValue(rules: IdentityRules, namespace: string, text: string): string | undefined {
  if (namespace === 'email') return normaliseEmail(text);
  if (namespace === 'phone') return normalisePhone(text, rules.country);
  return text;
}

function normaliseEmail(text: string): string | undefined {
  const email = text.toLowerCase();
  return PLAUSIBLE_EMAIL.test(email) ? email : undefined;
}

function normalisePhone(text: string, country: string | undefined): string | undefined {
  const number = parsePhoneNumberFromString(text, { ...defaultCountry(country), extract: false });
  return number?.isPossible() ? number.number : undefined;
}

function defaultCountry(country: string | undefined): { defaultCountry?: CountryCode } {
  return country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
}
