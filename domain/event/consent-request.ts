import * as z from 'zod';
import type { ConsentRule } from '../consent/consent-choice.ts';
import { InvalidInputError } from '../error/maitred-error.ts';
import { invalidShape } from './invalid-shape.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { isPurpose } from './message-consent.ts';
import { WHO_AND_HOW } from './message-schema.ts';
import { isJsonObject, stripNulls } from './strip-nulls.ts';

/** What records a choice: whose it is, as in an event; what was chosen; and what shows it. */
export const consentSchema = z.strictObject({
  ...WHO_AND_HOW,
  consent: z
    .record(z.string(), z.boolean())
    .refine((choices) => Object.keys(choices).length > 0, 'names no purpose'),
  /** How the choice was made: the form, its wording, the address it came from. */
  evidence: z.record(z.string(), z.unknown()).optional(),
  sentAt: z.unknown().optional(),
  writeKey: z.unknown().optional(),
});

/**
 * Turns a request to record a choice into the message that records it, `Consent Changed`.
 * @param newMessageId for requests without one: the same choice may be made again, so its content is no identity
 * @throws InvalidInputError naming the field, also for a purpose that the playbook does not have
 */
export function consentMessage(
  body: JsonValue | undefined,
  rules: Readonly<Record<string, ConsentRule>>,
  newMessageId: string,
): JsonObject {
  if (!isJsonObject(body)) throw new InvalidInputError('the body must be one JSON object');
  const parsed = consentSchema.safeParse(stripNulls(body));
  if (!parsed.success) throw invalidShape(parsed.error);
  const { consent, evidence, context, messageId = newMessageId, writeKey: _key, ...whoAndWhen } = parsed.data;
  requireKnownPurposes(Object.keys(consent), rules);
  const message = {
    ...whoAndWhen,
    type: 'track',
    event: 'Consent Changed',
    messageId,
    properties: { consent, ...(evidence === undefined ? {} : { evidence }) },
    context: { ...context, consent: { categoryPreferences: consent } },
  };
  return message as JsonObject;
}

function requireKnownPurposes(names: readonly string[], rules: Readonly<Record<string, ConsentRule>>): void {
  const categories = Object.values(rules).flatMap((rule) => rule.categories);
  const unknown = names.find((name) => !isPurpose(name, rules) && !categories.includes(name));
  if (unknown === undefined) return;
  const hint = `The playbook knows ${Object.keys(rules).join(', ')}.`;
  throw new InvalidInputError(`the playbook has no purpose ${unknown}`, {
    field: `consent.${unknown}`,
    hint,
  });
}
