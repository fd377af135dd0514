import type { ConsentChoice, ConsentRule } from './consent-choice.ts';

/**
 * Tells whether a guest may be contacted for a purpose or on a channel: a recorded choice decides; without one, an
 * opt-out purpose is permitted and anything else, also a purpose that the playbook does not name, is not.
 */
export function isPermitted(
  rules: Readonly<Record<string, ConsentRule>>,
  choices: Readonly<Record<string, ConsentChoice>>,
  purpose: string,
): boolean {
  const choice = Object.hasOwn(choices, purpose) ? choices[purpose] : undefined;
  if (choice !== undefined) return choice.granted;
  const rule = Object.hasOwn(rules, purpose) ? rules[purpose] : undefined;
  return rule?.mode === 'opt-out';
}
