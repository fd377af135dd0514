import type { ConsentRule } from '../consent/consent-choice.ts';
import type { JsonObject } from './json.ts';
import { isJsonObject } from './strip-nulls.ts';

/** Purposes and channels that mean the same in every playbook, named in it or not. */
const COMMON_PURPOSES: ReadonlySet<string> = new Set([
  'marketing',
  'analytics',
  'location',
  'email',
  'sms',
  'push',
]);

/**
 * The choices that travel with a message in `context.consent.categoryPreferences`: by purpose, or by the ids of a
 * consent banner's categories as the playbook maps them. Where two speak of one purpose, the stricter counts; what
 * is neither a purpose nor a mapped category says nothing.
 */
export function readMessageConsent(
  context: JsonObject,
  rules: Readonly<Record<string, ConsentRule>>,
): Readonly<Record<string, boolean>> {
  const preferences = isJsonObject(context.consent) ? context.consent.categoryPreferences : undefined;
  const choices = new Map<string, boolean>();
  for (const [name, granted] of Object.entries(isJsonObject(preferences) ? preferences : {})) {
    if (typeof granted !== 'boolean') continue;
    for (const purpose of purposesOf(name, rules))
      choices.set(purpose, granted && choices.get(purpose) !== false);
  }
  return Object.fromEntries(choices);
}

/** Tells whether a choice about it can be recorded. */
export function isPurpose(name: string, rules: Readonly<Record<string, ConsentRule>>): boolean {
  return Object.hasOwn(rules, name) || COMMON_PURPOSES.has(name);
}

function purposesOf(name: string, rules: Readonly<Record<string, ConsentRule>>): readonly string[] {
  const mapped = Object.entries(rules).filter(([, rule]) => rule.categories.includes(name));
  const purposes = mapped.map(([purpose]) => purpose);
  return isPurpose(name, rules) ? [name, ...purposes] : purposes;
}
