import type { JsonObject, JsonValue } from '../event/json.ts';
import type { IdentityRules } from './identity-rules.ts';
import { normaliseIdentifier } from './normalise-identifier.ts';

/** A message names no more: it must fit one transaction, with a profile behind each of them. */
export const MAXIMUM_IDENTIFIERS = 40;

type Claim = readonly [namespace: string, value: unknown];

/**
 * Finds whose event a message of Segment's API is, in every place that the contract names.
 * @param message the raw message; its `type` must be set
 * @returns `namespace#value`, normalised, most trusted first, each once, however many; empty where nobody is named
 */
export function extractIdentifiers(rules: IdentityRules, message: JsonObject): string[] {
  const claims = claimsOf(message);
  const identifiers = new Set<string>();
  for (const { name } of rules.namespaces) {
    for (const [namespace, value] of claims) {
      const identifier = namespace === name ? normaliseIdentifier(rules, namespace, value) : undefined;
      if (identifier !== undefined) identifiers.add(identifier);
    }
  }
  return [...identifiers];
}

function claimsOf(message: JsonObject): Claim[] {
  const context = asObject(message.context);
  return [
    ['userId', message.userId],
    ['anonymousId', message.anonymousId],
    ...(message.type === 'alias' ? ([['anonymousId', message.previousId]] as const) : []),
    ...(message.type === 'identify' ? claimsOfTraits(asObject(message.traits)) : []),
    ...(message.type === 'identify' ? claimsOfTraits(asObject(context.traits)) : []),
    ...claimsOfExternalIds(context.externalIds),
    ...Object.entries(asObject(message.identifiers)),
    ...Object.entries(asObject(context.identifiers)),
    ['deviceId', asObject(context.device).id],
  ];
}

function claimsOfTraits(traits: JsonObject): Claim[] {
  return [
    ['email', traits.email],
    ['phone', traits.phone],
  ];
}

function claimsOfExternalIds(externalIds: JsonValue | undefined): Claim[] {
  if (!Array.isArray(externalIds)) return [];
  return externalIds.map((entry) => {
    const { type, id } = asObject(entry);
    return [typeof type === 'string' ? type : '', id];
  });
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
